package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.util.List;

/** All rules of this package, for the catalogue. A test compares it with the constants. */
final class NormaliseRules {

    static final List<Rule> ALL = List.of(
            Addresses.SPLIT,
            Addresses.NUMBER_IS_DATE,
            Ages.READ,
            Ages.UNREADABLE,
            Answers.READ,
            Answers.UNREADABLE,
            CommonFields.READ,
            CommonFields.NAME_MISSING,
            CommonFields.CONFIDENTIAL,
            CommonFields.AREA_READ,
            Coordinates.READ,
            Coordinates.SWAPPED,
            Coordinates.UNREADABLE,
            Coordinates.NULL_ISLAND,
            Costs.READ,
            Costs.UNREADABLE,
            Dates.READ,
            Dates.UNREADABLE,
            Dates.FUTURE,
            Emails.READ,
            Emails.UNREADABLE,
            Features.READ,
            Features.UNKNOWN,
            Form.UNKNOWN_FIELD,
            Form.UNREADABLE_FIELD,
            Form.TOO_LONG,
            HsdsMapping.NOT_TAKEN,
            Languages.READ,
            Languages.UNKNOWN,
            LocationFields.NAMED_BY_ADDRESS,
            LocationFields.KIND_UNKNOWN,
            LocationFields.COUNTRY,
            Normaliser.MAPPING_FAILED,
            Normaliser.NOTHING,
            Normaliser.KIND_UNKNOWN,
            Normaliser.NOT_ALLOWED,
            OpeningHours.READ,
            OpeningHours.UNREADABLE,
            PhoneNumbers.READ,
            PhoneNumbers.UNREADABLE,
            PhoneNumbers.NO_AREA_CODE,
            PhoneNumbers.PREMIUM,
            PhoneNumbers.PERSON,
            PlainText.CLEANED,
            PlainText.REPAIRED,
            PlainText.EMPTY_WORD,
            PostalCodes.READ,
            PostalCodes.REPAIRED,
            PostalCodes.UNREADABLE,
            ServiceFields.STATUS_READ,
            ServiceFields.STATUS_UNKNOWN,
            ServiceFields.LEIKA,
            ServiceFields.FREE_READ,
            Urls.READ,
            Urls.UNREADABLE);

    private NormaliseRules() {}
}
