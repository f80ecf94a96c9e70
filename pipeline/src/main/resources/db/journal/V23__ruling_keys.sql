-- By which of the operator's keys somebody spoke; null at the machine itself, and for what was said before.
ALTER TABLE ruling ADD COLUMN key_id INTEGER;
