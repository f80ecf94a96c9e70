-- By which of the operator's keys somebody spoke; null at the machine itself.
ALTER TABLE ruling ADD COLUMN key_id INTEGER;
