package de.hilfenetz.normalise;

/** An organization, member by member in canonical order. */
final class OrganizationFields {

    private OrganizationFields() {}

    static void fill(Form form) {
        CommonFields.head(form);
        form.line("organizationKind", 80);
        form.line("association", 80);
        CommonFields.reference(form, "parent");
        form.parsed("url", Urls::parse);
        ContactField.fill(form, false);
        CommonFields.area(form);
        form.children("identifiers", OrganizationFields::identifier, null);
        form.words("sameAs", Urls::parse);
        CommonFields.basis(form);
        CommonFields.tail(form);
        CommonFields.requireName(form);
    }

    private static void identifier(Form form) {
        form.line("scheme", 200);
        form.line("value", 200);
        if (form.to().size() < 2) {
            form.to().removeAll();
        }
    }
}
