//! The providers and organisations of the demo seed.

/// A provider and its people.
pub(crate) struct ProviderSpec {
    pub(super) slug: &'static str,
    pub(super) name: &'static str,
    pub(super) region: &'static str,
    pub(super) billing_email: &'static str,
    /// ProviderStatusType: 0 Pending, 1 Created, 2 Billable.
    pub(super) status: i32,
    pub(super) enabled: bool,
    /// ProviderType: 0 MSP, 1 reseller, 2 business unit.
    pub(super) kind: i32,
    pub(super) use_events: bool,
    pub(super) discount: Option<i32>,
    pub(super) credit: f64,
    /// The VAT number and what the tax office said of it.
    pub(super) tax: Option<(&'static str, &'static str)>,
    pub(super) payment: Option<Payment>,
    /// E-mail and whether it is an admin.
    pub(super) team: &'static [(&'static str, bool)],
    /// Plan type, seat minimum, price of a seat.
    pub(super) plans: &'static [(i32, i32, f64)],
    pub(super) clients: &'static [OrganizationSpec],
}

/// How a provider pays: type, name, last four digits, a card's end, and whether it waits for verification.
pub(crate) type Payment = (
    &'static str,
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
    bool,
);

/// A tree of collections is a list of names in which `/` separates the levels.
pub(crate) struct OrganizationSpec {
    pub(super) slug: &'static str,
    /// As stored: some write paths of the cloud encode HTML (contract 0, ℍ).
    pub(super) name: &'static str,
    pub(super) domain: &'static str,
    pub(super) plan: i32,
    pub(super) seats: i32,
    pub(super) enabled: bool,
    pub(super) confirmed: usize,
    pub(super) accepted: usize,
    pub(super) invited: usize,
    pub(super) revoked: usize,
    pub(super) owner: Owner,
    pub(super) has_keys: bool,
    pub(super) collections: &'static [&'static str],
    /// One more collection, whose name nobody can read.
    pub(super) broken_collection: bool,
    pub(super) admin_access: bool,
    pub(super) require_sso: bool,
    /// While no provider pays for it.
    pub(super) subscription: &'static str,
    pub(super) secrets_manager: bool,
    pub(super) created: i64,
}

/// Where the organisation's owner stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// Invited by mail; the organisation waits for them.
    Invited,
    /// A confirmed background person, or the named demo account.
    Confirmed(Option<&'static str>),
}

const DAY: i64 = 86_400_000;
/// 2024-02-05, the day on which the demo provider began.
pub(super) const START: i64 = 1_707_123_600_000;

const PLAIN: OrganizationSpec = OrganizationSpec {
    slug: "",
    name: "",
    domain: "",
    plan: 19,
    seats: 10,
    enabled: true,
    confirmed: 5,
    accepted: 0,
    invited: 0,
    revoked: 0,
    owner: Owner::Confirmed(None),
    has_keys: true,
    collections: &["Algemeen"],
    broken_collection: false,
    admin_access: true,
    require_sso: false,
    subscription: "active",
    secrets_manager: false,
    created: START,
};

const PROVIDER: ProviderSpec = ProviderSpec {
    slug: "",
    name: "",
    region: "EU",
    billing_email: "",
    status: 2,
    enabled: true,
    kind: 0,
    use_events: true,
    discount: None,
    credit: 0.0,
    tax: None,
    payment: Some(("card", "mastercard", Some("4444"), Some("11/2028"), false)),
    team: &[],
    plans: &[(17, 0, 4.0), (19, 0, 6.0)],
    clients: &[],
};

const WATERLAND_CLIENTS: &[OrganizationSpec] = &[
    OrganizationSpec {
        slug: "dijkstra-kuiper",
        name: "Dijkstra &amp; Kuiper Advocaten",
        domain: "dijkstrakuiper.nl",
        seats: 25,
        confirmed: 17,
        owner: Owner::Confirmed(Some("kuiper@dijkstrakuiper.nl")),
        collections: &[
            "Algemeen",
            "Dossiers",
            "Dossiers/Strafrecht",
            "Dossiers/Familierecht",
            "Kantoor",
        ],
        created: START + 3 * DAY,
        ..PLAIN
    },
    OrganizationSpec {
        slug: "bakkerij",
        name: "Bakkerij Van der Meer",
        domain: "bakkerijvandermeer.nl",
        plan: 17,
        seats: 10,
        confirmed: 10,
        collections: &["Algemeen", "Winkels", "Kassa"],
        created: START + 10 * DAY,
        ..PLAIN
    },
    OrganizationSpec {
        slug: "de-brug",
        name: "Tandartspraktijk De Brug",
        domain: "debrugtandartsen.nl",
        seats: 5,
        confirmed: 0,
        owner: Owner::Invited,
        collections: &["Standaardcollectie"],
        created: START + 920 * DAY,
        ..PLAIN
    },
    OrganizationSpec {
        slug: "kompas",
        name: "Stichting Het Kompas",
        domain: "hetkompas.org",
        seats: 40,
        confirmed: 31,
        collections: &["Algemeen", "Bestuur", "Vrijwilligers"],
        admin_access: false,
        created: START + 45 * DAY,
        ..PLAIN
    },
    OrganizationSpec {
        slug: "zaanbouw",
        name: "Zaanbouw Aannemers",
        domain: "zaanbouw.nl",
        plan: 17,
        seats: 20,
        confirmed: 9,
        accepted: 3,
        invited: 4,
        collections: &["Algemeen", "Werkplaats", "Bouwplaatsen"],
        created: START + 120 * DAY,
        ..PLAIN
    },
    OrganizationSpec {
        slug: "snelwiel",
        name: "Fietsenmaker Snelwiel",
        domain: "snelwiel.nl",
        plan: 17,
        seats: 3,
        confirmed: 3,
        enabled: false,
        created: START + 200 * DAY,
        ..PLAIN
    },
    OrganizationSpec {
        slug: "huisartsen",
        name: "Huisartsen Oost",
        domain: "huisartsenoost.nl",
        plan: 17,
        seats: 15,
        confirmed: 11,
        revoked: 2,
        collections: &["Algemeen", "Assistentes", "Apotheek"],
        created: START + 260 * DAY,
        ..PLAIN
    },
    OrganizationSpec {
        slug: "alnour",
        name: "شركة النور للتجارة",
        domain: "alnour-trading.example",
        plan: 17,
        seats: 8,
        confirmed: 6,
        collections: &["عام", "عام/الحسابات", "Algemeen"],
        created: START + 300 * DAY,
        ..PLAIN
    },
    OrganizationSpec {
        slug: "zon",
        name: "Restaurant <b>Zon</b>",
        domain: "restaurantzon.nl",
        plan: 17,
        seats: 6,
        confirmed: 4,
        created: START + 340 * DAY,
        ..PLAIN
    },
    OrganizationSpec {
        slug: "notariaat",
        name: "Notariaat Vermeer",
        domain: "notariaatvermeer.nl",
        seats: 12,
        confirmed: 12,
        collections: &["Akten", "Akten/2025", "Algemeen", "Cliëntdossiers"],
        broken_collection: true,
        created: START + 400 * DAY,
        ..PLAIN
    },
    OrganizationSpec {
        slug: "lijn",
        name: "Architectenbureau Lijn",
        domain: "bureaulijn.nl",
        seats: 18,
        confirmed: 14,
        invited: 1,
        collections: &[
            "Algemeen",
            "Projecten",
            "Projecten/Haarlem",
            "Projecten/Haarlem/Station",
            "Projecten/Purmerend",
            "Projecten/Purmerend/Stadhuis",
            "Leveranciers",
        ],
        created: START + 480 * DAY,
        ..PLAIN
    },
    OrganizationSpec {
        slug: "logistiek",
        name: "De Jong Logistiek",
        domain: "dejonglogistiek.nl",
        plan: 15,
        seats: 60,
        confirmed: 52,
        collections: &["Algemeen", "Planning"],
        created: START - 200 * DAY,
        ..PLAIN
    },
    OrganizationSpec {
        slug: "zorggroep",
        name: "Zorggroep Waterland",
        domain: "zorggroepwaterland.nl",
        seats: 250,
        confirmed: 181,
        accepted: 2,
        invited: 6,
        revoked: 4,
        require_sso: true,
        collections: &[
            "Algemeen",
            "ICT",
            "Thuiszorg",
            "Thuiszorg/Noord",
            "Thuiszorg/Zuid",
        ],
        created: START + 600 * DAY,
        ..PLAIN
    },
    OrganizationSpec {
        slug: "molen",
        name: "Camping De Molen",
        domain: "campingdemolen.nl",
        plan: 17,
        seats: 4,
        confirmed: 0,
        owner: Owner::Invited,
        has_keys: false,
        collections: &["Algemeen"],
        created: START + 700 * DAY,
        ..PLAIN
    },
];

/// Every provider with its clients.
pub(crate) const PROVIDERS: &[ProviderSpec] = &[
    ProviderSpec {
        slug: "waterland",
        discount: Some(20),
        credit: 12.5,
        tax: Some(("NL001234567B01", "verified")),
        payment: Some(("card", "visa", Some("4242"), Some("04/2029"), false)),
        name: "Waterland Beheer",
        region: "EU",
        billing_email: "facturen@waterlandbeheer.nl",
        status: 2,
        enabled: true,
        team: &[
            ("anouk@waterlandbeheer.nl", true),
            ("bram@waterlandbeheer.nl", true),
            ("sem@waterlandbeheer.nl", false),
            ("fleur@waterlandbeheer.nl", true),
            ("joris@waterlandbeheer.nl", true),
            ("lieke@waterlandbeheer.nl", true),
            ("koen@waterlandbeheer.nl", true),
            ("noor@waterlandbeheer.nl", true),
            ("thijs@waterlandbeheer.nl", true),
            ("eva@waterlandbeheer.nl", true),
            ("ruben@waterlandbeheer.nl", true),
            ("sanne@waterlandbeheer.nl", true),
            ("daan@waterlandbeheer.nl", true),
            ("gijs@waterlandbeheer.nl", true),
            ("lars@waterlandbeheer.nl", true),
            ("julia@waterlandbeheer.nl", true),
            ("pim@waterlandbeheer.nl", true),
            ("wim@waterlandbeheer.nl", true),
            ("iris@polder-it.nl", true),
        ],
        plans: &[(17, 50, 4.0), (19, 100, 6.0)],
        clients: WATERLAND_CLIENTS,
        ..PROVIDER
    },
    ProviderSpec {
        slug: "polder",
        tax: Some(("NL004495445B00", "pending")),
        payment: Some(("bankAccount", "RABOBANK", Some("6789"), None, true)),
        name: "Polder IT",
        region: "EU",
        billing_email: "administratie@polder-it.nl",
        status: 2,
        enabled: true,
        team: &[("iris@polder-it.nl", true)],
        plans: &[(17, 10, 4.0), (19, 0, 6.0)],
        clients: &[
            OrganizationSpec {
                slug: "manege",
                name: "Manege Het Hoefijzer",
                domain: "hethoefijzer.nl",
                plan: 17,
                seats: 5,
                confirmed: 3,
                created: START + 500 * DAY,
                ..PLAIN
            },
            OrganizationSpec {
                slug: "drukkerij",
                name: "Drukkerij Inkt & Zoon",
                domain: "inktenzoon.nl",
                plan: 17,
                seats: 7,
                confirmed: 5,
                created: START + 520 * DAY,
                ..PLAIN
            },
        ],
        ..PROVIDER
    },
    ProviderSpec {
        slug: "noorderlicht",
        tax: Some(("NL009876543B99", "failed")),
        payment: None,
        name: "Noorderlicht ICT",
        region: "EU",
        billing_email: "info@noorderlicht-ict.nl",
        status: 2,
        enabled: false,
        team: &[("hugo@noorderlicht-ict.nl", true)],
        plans: &[(17, 10, 4.0), (19, 0, 6.0)],
        clients: &[OrganizationSpec {
            slug: "visserij",
            name: "Visserij Noord",
            domain: "visserijnoord.nl",
            plan: 17,
            seats: 9,
            confirmed: 7,
            enabled: false,
            created: START + 90 * DAY,
            ..PLAIN
        }],
        ..PROVIDER
    },
    ProviderSpec {
        slug: "veenland",
        payment: None,
        name: "Veenland IT",
        region: "EU",
        billing_email: "femke@veenland-it.nl",
        status: 0,
        enabled: true,
        team: &[("femke@veenland-it.nl", true)],
        plans: &[(17, 0, 4.0), (19, 0, 6.0)],
        clients: &[],
        ..PROVIDER
    },
    ProviderSpec {
        slug: "lakeside",
        use_events: false,
        payment: Some(("payPal", "billing@lakeside-msp.com", None, None, false)),
        name: "Lakeside Managed IT",
        region: "US",
        billing_email: "billing@lakeside-msp.com",
        status: 2,
        enabled: true,
        team: &[("grace@lakeside-msp.com", true)],
        plans: &[(17, 25, 4.0), (19, 25, 6.0)],
        clients: &[OrganizationSpec {
            slug: "boathouse",
            name: "The Boathouse Inn",
            domain: "boathouse-inn.example",
            plan: 17,
            seats: 12,
            confirmed: 8,
            collections: &["General"],
            created: START + 30 * DAY,
            ..PLAIN
        }],
        ..PROVIDER
    },
    ProviderSpec {
        slug: "hanzeland",
        name: "Gemeente Hanzeland",
        kind: 2,
        billing_email: "inkoop@hanzeland.nl",
        team: &[("marit@hanzeland.nl", true)],
        plans: &[(19, 20, 5.0), (20, 30, 54.0)],
        clients: &[
            OrganizationSpec {
                slug: "burgerzaken",
                name: "Burgerzaken",
                domain: "burgerzaken.hanzeland.nl",
                plan: 20,
                seats: 24,
                confirmed: 19,
                created: START + 610 * DAY,
                ..PLAIN
            },
            OrganizationSpec {
                slug: "werken",
                name: "Openbare Werken",
                domain: "werken.hanzeland.nl",
                seats: 12,
                confirmed: 9,
                invited: 2,
                created: START + 640 * DAY,
                ..PLAIN
            },
        ],
        ..PROVIDER
    },
    ProviderSpec {
        slug: "zuiderzee",
        name: "Zuiderzee Software",
        kind: 1,
        status: 1,
        billing_email: "verkoop@zuiderzee-software.nl",
        team: &[("rik@zuiderzee-software.nl", true)],
        plans: &[],
        ..PROVIDER
    },
];

/// Organisations that no provider manages, and their region.
pub(crate) const INDEPENDENT: &[(&str, OrganizationSpec)] = &[
    (
        "EU",
        OrganizationSpec {
            slug: "own",
            name: "Waterland Beheer (intern)",
            domain: "waterlandbeheer.nl",
            plan: 20,
            seats: 15,
            confirmed: 2,
            owner: Owner::Confirmed(Some("anouk@waterlandbeheer.nl")),
            collections: &[
                "Beheer",
                "Beheer/Netwerk",
                "Beheer/Netwerk/Firewalls",
                "Kantoor",
            ],
            created: START - 30 * DAY,
            ..PLAIN
        },
    ),
    (
        "EU",
        OrganizationSpec {
            slug: "oevermedia",
            name: "Oever Media",
            domain: "oevermedia.nl",
            plan: 18,
            seats: 5,
            confirmed: 2,
            owner: Owner::Confirmed(Some("olaf@oevermedia.nl")),
            collections: &["Redactie", "Sociale media"],
            created: START + 15 * DAY,
            ..PLAIN
        },
    ),
    // What the second admin and the service user own beside the provider: three can be added, two cannot.
    (
        "EU",
        OrganizationSpec {
            slug: "waterlandfonds",
            name: "Stichting Waterlandfonds",
            domain: "waterlandfonds.nl",
            plan: 18,
            seats: 6,
            confirmed: 4,
            owner: Owner::Confirmed(Some("bram@waterlandbeheer.nl")),
            created: START + 210 * DAY,
            ..PLAIN
        },
    ),
    (
        "EU",
        OrganizationSpec {
            slug: "zout-peper",
            name: "Bistro Zout &amp; Peper",
            domain: "zoutenpeper.nl",
            plan: 20,
            seats: 9,
            confirmed: 5,
            owner: Owner::Confirmed(Some("bram@waterlandbeheer.nl")),
            created: START + 330 * DAY,
            ..PLAIN
        },
    ),
    (
        "EU",
        OrganizationSpec {
            slug: "sportclub",
            name: "Sportclub Ilpendam",
            domain: "scilpendam.nl",
            plan: 18,
            seats: 5,
            confirmed: 2,
            owner: Owner::Confirmed(Some("bram@waterlandbeheer.nl")),
            subscription: "unpaid",
            created: START + 350 * DAY,
            ..PLAIN
        },
    ),
    (
        "EU",
        OrganizationSpec {
            slug: "laboratorium",
            name: "Laboratorium Edam",
            domain: "labedam.nl",
            plan: 20,
            seats: 8,
            confirmed: 3,
            owner: Owner::Confirmed(Some("bram@waterlandbeheer.nl")),
            secrets_manager: true,
            created: START + 420 * DAY,
            ..PLAIN
        },
    ),
    (
        "EU",
        OrganizationSpec {
            slug: "klusteam",
            name: "Klusteam Bakker",
            domain: "klusteambakker.nl",
            plan: 18,
            seats: 4,
            confirmed: 2,
            owner: Owner::Confirmed(Some("sem@waterlandbeheer.nl")),
            created: START + 390 * DAY,
            ..PLAIN
        },
    ),
];

/// Demo people who belong to an organisation beside its owner: organisation, e-mail, OrganizationUserType.
pub(crate) const MEMBERS: &[(&str, &str, i32)] = &[
    ("own", "bram@waterlandbeheer.nl", 1),
    ("dijkstra-kuiper", "stage@dijkstrakuiper.nl", 2),
    ("zorggroep", "mila@waterlandbeheer.nl", 2),
];

/// Plans that the demo needs (contract 6): type, tier, name, annual, legacy year, disabled, base price, seat price,
/// provider portal seat price, base seats, most seats, most collections, display order.
pub(crate) type PlanRow = (
    i32,
    i32,
    &'static str,
    bool,
    Option<i32>,
    bool,
    f64,
    f64,
    f64,
    i32,
    Option<i32>,
    Option<i32>,
    i32,
);

/// The catalogue.
pub(crate) const PLANS: &[PlanRow] = &[
    (
        0,
        0,
        "Free",
        false,
        None,
        false,
        0.0,
        0.0,
        0.0,
        2,
        Some(2),
        Some(2),
        -1,
    ),
    (
        22,
        1,
        "Families",
        true,
        None,
        false,
        47.88,
        0.0,
        0.0,
        6,
        Some(6),
        None,
        1,
    ),
    (
        17,
        2,
        "Teams (Monthly)",
        false,
        None,
        false,
        0.0,
        5.0,
        4.0,
        0,
        None,
        None,
        3,
    ),
    (
        18,
        2,
        "Teams (Annually)",
        true,
        None,
        false,
        0.0,
        48.0,
        0.0,
        0,
        None,
        None,
        3,
    ),
    (
        19,
        3,
        "Enterprise (Monthly)",
        false,
        None,
        false,
        0.0,
        7.0,
        6.0,
        0,
        None,
        None,
        4,
    ),
    (
        20,
        3,
        "Enterprise (Annually)",
        true,
        None,
        false,
        0.0,
        72.0,
        0.0,
        0,
        None,
        None,
        4,
    ),
    (
        12,
        2,
        "Teams (Monthly) 2023",
        false,
        Some(2023),
        true,
        0.0,
        5.0,
        4.0,
        0,
        None,
        None,
        3,
    ),
    (
        14,
        3,
        "Enterprise (Monthly) 2023",
        false,
        Some(2023),
        true,
        0.0,
        7.0,
        6.0,
        0,
        None,
        None,
        4,
    ),
    (
        15,
        3,
        "Enterprise (Annually) 2023",
        true,
        Some(2023),
        true,
        0.0,
        72.0,
        0.0,
        0,
        None,
        None,
        4,
    ),
];
