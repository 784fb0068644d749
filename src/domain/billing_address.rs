//! The address and tax number on a provider's invoices (contract 3.6).

/// An address for invoices. An empty text is none.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct BillingAddress {
    /// Two letters.
    pub country: String,
    /// As the country writes it.
    pub postal_code: String,
    /// Street and number.
    pub line1: String,
    /// More of it.
    pub line2: String,
    /// The town.
    pub city: String,
    /// The state or province.
    pub state: String,
    /// The tax number.
    pub tax_id: Option<TaxId>,
}

/// A tax number.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TaxId {
    /// Stripe's word for its kind, such as `eu_vat`.
    pub code: String,
    /// The number.
    pub value: String,
}

/// What is wrong with what was typed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct AddressProblems {
    /// A country has to be chosen.
    pub country_missing: bool,
    /// A postal code has to be given.
    pub postal_code_missing: bool,
    /// A tax number was given without its kind.
    pub tax_kind_missing: bool,
}

impl BillingAddress {
    /// Reads what was typed, trimmed. A tax number that is empty is none.
    pub fn check(&self) -> Result<Self, AddressProblems> {
        let trimmed = |text: &str| text.trim().to_owned();
        let tax_id = self.tax_id.as_ref().map(|tax_id| TaxId {
            code: trimmed(&tax_id.code),
            value: trimmed(&tax_id.value),
        });
        let tax_id = tax_id.filter(|tax_id| !tax_id.value.is_empty());
        let problems = AddressProblems {
            country_missing: !COUNTRIES.contains(&self.country.as_str()),
            postal_code_missing: self.postal_code.trim().is_empty(),
            tax_kind_missing: tax_id.as_ref().is_some_and(|tax_id| tax_id.code.is_empty()),
        };
        if problems != AddressProblems::default() {
            return Err(problems);
        }
        Ok(Self {
            country: self.country.clone(),
            postal_code: trimmed(&self.postal_code),
            line1: trimmed(&self.line1),
            line2: trimmed(&self.line2),
            city: trimmed(&self.city),
            state: trimmed(&self.state),
            tax_id,
        })
    }
}

/// The kinds of tax numbers that businesses of a country have, in Stripe's words (docs.stripe.com/billing/customer/tax-ids),
/// the usual one first. None for a country where Stripe knows no such number.
pub fn tax_kinds(country: &str) -> Vec<&'static str> {
    if EUROPEAN_UNION.contains(&country) {
        let mut kinds = vec!["eu_vat"];
        kinds.extend(
            OWN_KINDS
                .iter()
                .filter(|(of, _)| *of == country)
                .map(|(_, kind)| *kind),
        );
        return kinds;
    }
    OWN_KINDS
        .iter()
        .filter(|(of, _)| *of == country)
        .map(|(_, kind)| *kind)
        .collect()
}

const EUROPEAN_UNION: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

const OWN_KINDS: [(&str, &str); 62] = [
    ("AD", "ad_nrt"),
    ("AE", "ae_trn"),
    ("AR", "ar_cuit"),
    ("AU", "au_abn"),
    ("AU", "au_arn"),
    ("BG", "bg_uic"),
    ("BH", "bh_vat"),
    ("BO", "bo_tin"),
    ("BR", "br_cnpj"),
    ("BR", "br_cpf"),
    ("CA", "ca_bn"),
    ("CA", "ca_gst_hst"),
    ("CA", "ca_qst"),
    ("CH", "ch_vat"),
    ("CL", "cl_tin"),
    ("CN", "cn_tin"),
    ("CO", "co_nit"),
    ("CR", "cr_tin"),
    ("DE", "de_stn"),
    ("DO", "do_rcn"),
    ("EC", "ec_ruc"),
    ("EG", "eg_tin"),
    ("ES", "es_cif"),
    ("GB", "gb_vat"),
    ("GB", "eu_vat"),
    ("GE", "ge_vat"),
    ("HK", "hk_br"),
    ("HU", "hu_tin"),
    ("ID", "id_npwp"),
    ("IL", "il_vat"),
    ("IN", "in_gst"),
    ("IS", "is_vat"),
    ("JP", "jp_cn"),
    ("JP", "jp_trn"),
    ("KE", "ke_pin"),
    ("KR", "kr_brn"),
    ("KZ", "kz_bin"),
    ("LI", "li_uid"),
    ("MX", "mx_rfc"),
    ("MY", "my_sst"),
    ("NG", "ng_tin"),
    ("NO", "no_vat"),
    ("NZ", "nz_gst"),
    ("OM", "om_vat"),
    ("PE", "pe_ruc"),
    ("PH", "ph_tin"),
    ("RO", "ro_tin"),
    ("RS", "rs_pib"),
    ("RU", "ru_inn"),
    ("SA", "sa_vat"),
    ("SG", "sg_uen"),
    ("SG", "sg_gst"),
    ("SI", "si_tin"),
    ("SV", "sv_nit"),
    ("TH", "th_vat"),
    ("TR", "tr_tin"),
    ("TW", "tw_vat"),
    ("UA", "ua_vat"),
    ("US", "us_ein"),
    ("UY", "uy_ruc"),
    ("VN", "vn_tin"),
    ("ZA", "za_vat"),
];

/// The countries and territories of ISO 3166-1.
pub const COUNTRIES: [&str; 249] = [
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ",
    "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS",
    "BT", "BV", "BW", "BY", "BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN",
    "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE",
    "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA", "GB", "GD", "GE", "GF",
    "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK", "HM",
    "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM",
    "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC",
    "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK",
    "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA",
    "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG",
    "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW",
    "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS",
    "ST", "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO",
    "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI",
    "VN", "VU", "WF", "WS", "YE", "YT", "ZA", "ZM", "ZW",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> BillingAddress {
        BillingAddress {
            country: "NL".into(),
            postal_code: " 1141 VB ".into(),
            city: "Monnickendam".into(),
            ..BillingAddress::default()
        }
    }

    #[test]
    fn an_address_is_trimmed_and_an_empty_tax_number_is_none() {
        let typed = BillingAddress {
            tax_id: Some(TaxId {
                code: "eu_vat".into(),
                value: "  ".into(),
            }),
            ..address()
        };
        let checked = typed.check().unwrap();
        assert_eq!(checked.postal_code, "1141 VB");
        assert_eq!(checked.tax_id, None);
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let typed = BillingAddress {
            country: "Nederland".into(),
            postal_code: " ".into(),
            tax_id: Some(TaxId {
                code: String::new(),
                value: "NL123".into(),
            }),
            ..address()
        };
        assert_eq!(
            typed.check(),
            Err(AddressProblems {
                country_missing: true,
                postal_code_missing: true,
                tax_kind_missing: true
            })
        );
    }

    #[test]
    fn a_country_has_the_kinds_of_numbers_that_are_its_own() {
        assert_eq!(tax_kinds("NL"), ["eu_vat"]);
        assert_eq!(tax_kinds("DE"), ["eu_vat", "de_stn"]);
        assert_eq!(tax_kinds("GB"), ["gb_vat", "eu_vat"]);
        assert!(tax_kinds("AQ").is_empty());
        for (country, _) in OWN_KINDS {
            assert!(COUNTRIES.contains(&country), "{country}");
        }
        for country in EUROPEAN_UNION {
            assert!(COUNTRIES.contains(&country), "{country}");
        }
        assert!(COUNTRIES.is_sorted());
    }
}
