//! The people of the demo seed: one account for each way that a sign-in can go.

use super::keys::{Encryption, KdfChoice};

/// What a demo account is for, as `/__sandbox/demo` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    ProviderAdmin,
    ServiceUser,
    DirectOwner,
    ClientOwner,
    ClientMember,
}

impl Role {
    /// The word of `/__sandbox/demo`.
    pub(super) fn word(self) -> &'static str {
        match self {
            Role::ProviderAdmin => "provider-admin",
            Role::ServiceUser => "service-user",
            Role::DirectOwner => "direct-owner",
            Role::ClientOwner => "client-owner",
            Role::ClientMember => "client-member",
        }
    }
}

/// One person who can sign in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    pub(super) email: &'static str,
    pub(super) name: &'static str,
    pub(super) region: &'static str,
    pub(super) role: Role,
    /// A short handle for tests.
    pub(super) case: &'static str,
    /// A sentence for people.
    pub(super) note: &'static str,
    pub(super) kdf: KdfChoice,
    pub(super) encryption: Encryption,
    /// Two-step provider number and its detail (contract 1.4).
    pub(super) two_factor: &'static [(u8, &'static str)],
    pub(super) recovery_code: Option<&'static str>,
    pub(super) premium: bool,
    pub(super) verify_devices: bool,
    pub(super) force_password_reset: bool,
    pub(super) key_connector_url: Option<&'static str>,
    pub(super) hint: Option<&'static str>,
}

/// Easy to type, and the same for everybody.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

const TODAY: KdfChoice = KdfChoice::Pbkdf2(600_000);

const PLAIN: Person = Person {
    email: "",
    name: "",
    region: "EU",
    role: Role::ProviderAdmin,
    case: "plain",
    note: "Signs in with the password alone.",
    kdf: TODAY,
    encryption: Encryption::V1,
    two_factor: &[],
    recovery_code: None,
    premium: false,
    verify_devices: false,
    force_password_reset: false,
    key_connector_url: None,
    hint: Some("The four words of the comic strip."),
};

/// Everybody, in the order in which they are shown.
pub(crate) const PEOPLE: &[Person] = &[
    Person {
        email: "anouk@waterlandbeheer.nl",
        name: "Anouk de Wit",
        case: "admin",
        note: "Provider admin; owns the MSP's own organisation too.",
        ..PLAIN
    },
    Person {
        email: "bram@waterlandbeheer.nl",
        name: "Bram Visser",
        case: "second-admin",
        note: "Second provider admin.",
        ..PLAIN
    },
    Person {
        email: "sem@waterlandbeheer.nl",
        name: "Sem Bakker",
        role: Role::ServiceUser,
        case: "service-user",
        note: "Service user; an older account with 100 000 rounds.",
        kdf: KdfChoice::Pbkdf2(100_000),
        ..PLAIN
    },
    Person {
        email: "fleur@waterlandbeheer.nl",
        name: "Fleur Jansen",
        case: "authenticator",
        note: "Authenticator two-step.",
        two_factor: &[(0, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")],
        recovery_code: Some("2b6yk8mzq4rt9cwd5hxn7vjp3gfs6ela"),
        ..PLAIN
    },
    Person {
        email: "joris@waterlandbeheer.nl",
        name: "Joris Smit",
        case: "argon2id",
        note: "Argon2id: 64 MiB, 3 rounds, 4 lanes.",
        kdf: KdfChoice::Argon2id(3, 64, 4),
        ..PLAIN
    },
    Person {
        email: "lieke@waterlandbeheer.nl",
        name: "Lieke Vos",
        case: "v2",
        note: "V2 encryption: a COSE user key and a signed security state.",
        encryption: Encryption::V2,
        ..PLAIN
    },
    Person {
        email: "koen@waterlandbeheer.nl",
        name: "Koen Dekker",
        case: "v2-early",
        note: "V2 encryption of the first kind (XChaCha20-Poly1305).",
        encryption: Encryption::V2Early,
        ..PLAIN
    },
    Person {
        email: "noor@waterlandbeheer.nl",
        name: "Noor Mulder",
        case: "email",
        note: "E-mail two-step; the code is in the mailbox.",
        two_factor: &[(1, "noor@waterlandbeheer.nl")],
        recovery_code: Some("5c7zl9naq3su8dxe6jym4wkr2hgt7fmb"),
        ..PLAIN
    },
    Person {
        email: "thijs@waterlandbeheer.nl",
        name: "Thijs Meijer",
        case: "yubikey",
        note: "YubiKey two-step.",
        two_factor: &[(3, "ccccccbhcuvr")],
        recovery_code: Some("6d8am2obr5tv9eyf7kzn3xls4jhu8gnc"),
        premium: true,
        ..PLAIN
    },
    Person {
        email: "eva@waterlandbeheer.nl",
        name: "Eva Bos",
        case: "several",
        note: "Authenticator, e-mail, YubiKey and a passkey at once.",
        two_factor: &[
            (0, "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"),
            (1, "eva@waterlandbeheer.nl"),
            (3, "ccccccdefghi"),
            (7, "ZXZhLXBhc3NrZXk"),
        ],
        recovery_code: Some("7e9bn3pcs6uw2fzg8lap4ymt5kiv9hod"),
        premium: true,
        ..PLAIN
    },
    Person {
        email: "ruben@waterlandbeheer.nl",
        name: "Ruben Vermeulen",
        case: "recovery",
        note: "Authenticator that was lost: for trying the recovery code.",
        two_factor: &[(0, "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK")],
        recovery_code: Some("8fa2co4qdt7vx3gah9mbq5znu6ljw2ipe"),
        ..PLAIN
    },
    Person {
        email: "sanne@waterlandbeheer.nl",
        name: "Sanne Kok",
        case: "webauthn",
        note: "A passkey as the only second step.",
        two_factor: &[(7, "c2FubmUtcGFzc2tleQ")],
        recovery_code: Some("9gb3dp5reu8wy4hbj2ncr6aov7mkx3jqf"),
        premium: true,
        ..PLAIN
    },
    Person {
        email: "daan@waterlandbeheer.nl",
        name: "Daan Hendriks",
        case: "duo",
        note: "Duo as the only second step.",
        two_factor: &[(2, "api-sandbox.duosecurity.com")],
        recovery_code: Some("2hc4eq6sfv9xz5ick3ods7bpw8nly4krg"),
        premium: true,
        ..PLAIN
    },
    Person {
        email: "gijs@waterlandbeheer.nl",
        name: "Gijs Prins",
        case: "no-usable-two-factor",
        note: "A YubiKey left over from a premium account that ended: no usable second step.",
        two_factor: &[(3, "cccccckljhgf")],
        ..PLAIN
    },
    Person {
        email: "mila@waterlandbeheer.nl",
        name: "Mila Postma",
        role: Role::ClientMember,
        case: "sso",
        note: "Member of an organisation that demands single sign-on.",
        ..PLAIN
    },
    Person {
        email: "lars@waterlandbeheer.nl",
        name: "Lars Dijkman",
        case: "key-connector",
        note: "Key Connector keeps the key: no master password unlock.",
        key_connector_url: Some("https://keys.zorggroepwaterland.nl"),
        ..PLAIN
    },
    Person {
        email: "julia@waterlandbeheer.nl",
        name: "Julia Kramer",
        case: "force-password-reset",
        note: "An administrator reset the password: a new one must be chosen first.",
        force_password_reset: true,
        ..PLAIN
    },
    Person {
        email: "pim@waterlandbeheer.nl",
        name: "Pim Schouten",
        case: "new-device",
        note: "A new browser must be verified by a mailed code.",
        verify_devices: true,
        ..PLAIN
    },
    Person {
        email: "wim@waterlandbeheer.nl",
        name: "Wim Kuipers",
        case: "legacy",
        note: "From before user keys: refused until migrated.",
        encryption: Encryption::Keyless,
        kdf: KdfChoice::Pbkdf2(100_000),
        ..PLAIN
    },
    Person {
        email: "iris@polder-it.nl",
        name: "Iris van Dam",
        case: "two-providers",
        note: "Admin of two providers: the chooser.",
        ..PLAIN
    },
    Person {
        email: "hugo@noorderlicht-ict.nl",
        name: "Hugo Brouwer",
        case: "suspended-provider",
        note: "Admin of a suspended provider.",
        ..PLAIN
    },
    Person {
        email: "femke@veenland-it.nl",
        name: "Femke Hoekstra",
        case: "pending-provider",
        note: "Admin of a provider that has not been set up.",
        ..PLAIN
    },
    Person {
        email: "olaf@oevermedia.nl",
        name: "Olaf Peters",
        role: Role::DirectOwner,
        case: "direct-owner",
        note: "Owns an organisation that no provider manages.",
        ..PLAIN
    },
    Person {
        email: "kuiper@dijkstrakuiper.nl",
        name: "Saskia Kuiper",
        role: Role::ClientOwner,
        case: "client-owner",
        note: "Owner of a client organisation.",
        ..PLAIN
    },
    Person {
        email: "stage@dijkstrakuiper.nl",
        name: "Tim Stageloper",
        role: Role::ClientMember,
        case: "client-member",
        note: "Plain member of a client organisation.",
        ..PLAIN
    },
    Person {
        email: "kees@voorbeeld.nl",
        name: "Kees Losser",
        role: Role::ClientMember,
        case: "no-provider",
        note: "Belongs to no provider and no organisation.",
        hint: None,
        ..PLAIN
    },
    Person {
        email: "grace@lakeside-msp.com",
        name: "Grace Miller",
        region: "US",
        case: "us",
        note: "Lives in the US region.",
        ..PLAIN
    },
    Person {
        email: "roos@waterlandbeheer.nl",
        name: "Roos Timmer",
        role: Role::ClientMember,
        case: "invited",
        note: "Invited to Waterland Beheer two days ago; the link is in the mailbox.",
        ..PLAIN
    },
    Person {
        email: "maud@waterlandbeheer.nl",
        name: "Maud Verhoeven",
        role: Role::ClientMember,
        case: "accepted",
        note: "Accepted to be an admin of Waterland Beheer, and waits for confirmation.",
        ..PLAIN
    },
    Person {
        email: "ties@waterlandbeheer.nl",
        name: "Ties Scholten",
        role: Role::ClientMember,
        case: "accepted-v2",
        note: "Accepted to be a service user of Waterland Beheer, and waits for confirmation; V2 encryption.",
        encryption: Encryption::V2,
        ..PLAIN
    },
    Person {
        email: "marit@hanzeland.nl",
        name: "Marit Veldkamp",
        case: "business-unit",
        note: "Admin of a business unit provider.",
        ..PLAIN
    },
    Person {
        email: "rik@zuiderzee-software.nl",
        name: "Rik Zwart",
        case: "reseller",
        note: "Admin of a reseller, for which there is no portal.",
        ..PLAIN
    },
];
