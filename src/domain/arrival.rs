//! The links of the cloud's mails, which bring a person in (contract 3.2, 3.3): pasted, or opened here instead of at the
//! official vault. They come from outside, so they are parsed, not trusted.

use std::fmt::Write as _;

use super::entity;
use super::ids::{OrganizationId, ProviderId, ProviderUserId};
use super::region::{Region, RegionId};

/// For how many days such a link works (contract 10).
pub const LINK_DAYS: u32 = 5;

/// What a link is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Arrival {
    /// Set a provider up.
    Setup {
        /// The provider, which was made at Bitwarden.
        provider: ProviderId,
        /// Whom the mail was sent to.
        email: String,
        /// What proves it.
        token: String,
    },
    /// Join a provider's team.
    Accept {
        /// The provider.
        provider: ProviderId,
        /// The place that is kept for the person.
        place: ProviderUserId,
        /// Whom the mail was sent to.
        email: String,
        /// The provider's name; what the link says, not what is known.
        provider_name: String,
        /// What proves it.
        token: String,
    },
    /// Make a business unit provider of an organisation.
    BusinessUnit {
        /// The organisation.
        organization: OrganizationId,
        /// Whom the mail was sent to.
        email: String,
        /// What proves it.
        token: String,
    },
}

/// Why a text is no such link.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum NotAnArrival {
    /// There is nothing.
    Empty,
    /// It is no link.
    NotALink,
    /// It leads to another place than Bitwarden's vault: to this host.
    Foreign(String),
    /// It is one of Bitwarden's, for something else.
    Other,
    /// A part is missing, as when a link was cut in half.
    Incomplete,
}

/// Why the cloud refused what a link is for, by the sentences of contract 3.2 and 3.3.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ArrivalRefusal {
    /// The token is too old, or was replaced by a newer one.
    Expired,
    /// It was done before.
    Already,
    /// The mail was sent to somebody else.
    WrongAccount,
    /// The place that the link is for is gone.
    Gone,
    /// Something else.
    Other,
}

impl ArrivalRefusal {
    /// Reads the cloud's sentence.
    pub fn from_message(message: &str) -> Self {
        match message.trim() {
            "Invalid token." => Self::Expired,
            "Already accepted." | "Provider is already setup." => Self::Already,
            "User email does not match invite." | "Invalid owner." => Self::WrongAccount,
            "User invalid." => Self::Gone,
            _ => Self::Other,
        }
    }
}

/// A link, and the region whose vault it leads to, where it says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ArrivalLink {
    /// What it is for.
    pub arrival: Arrival,
    /// Whose vault it leads to.
    pub region: Option<RegionId>,
}

impl ArrivalLink {
    /// Reads a link as it was pasted, with what mail programs do to it: brackets around it, broken lines, `&amp;`. `own` is
    /// the host that the portal stands at, such as `portal.example.com`.
    pub fn pasted(text: &str, own: &str) -> Result<Self, NotAnArrival> {
        let text: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '<' | '>' | '"'))
            .collect();
        let text = entity::decode(&text);
        if text.is_empty() {
            return Err(NotAnArrival::Empty);
        }
        let Some((scheme, rest)) = text.split_once("://") else {
            return Err(NotAnArrival::NotALink);
        };
        let (host, rest) = rest.split_at(rest.find(['/', '#', '?']).unwrap_or(rest.len()));
        let region = ["us", "eu", "gov"]
            .into_iter()
            .filter_map(RegionId::parse)
            .find(|region| Region::official_vault(region) == Some(&format!("https://{host}")));
        if !(scheme == "https" && region.is_some() || host.eq_ignore_ascii_case(own)) {
            return Err(NotAnArrival::Foreign(host.to_owned()));
        }
        let arrival = match rest.split_once('#') {
            Some((_, inner)) => Arrival::opened(inner),
            None => Arrival::opened(rest),
        }?;
        Ok(Self { arrival, region })
    }

    /// Reads the query of this portal's own address, as [`query`](Self::query) writes it.
    pub fn from_query(query: &str) -> Result<Self, NotAnArrival> {
        Ok(Self {
            arrival: Arrival::from_fields(&fields(query))?,
            region: fields(query)
                .into_iter()
                .find(|(name, _)| name == "region")
                .and_then(|(_, region)| RegionId::parse(&region)),
        })
    }

    /// The query that says it all.
    pub fn query(&self) -> String {
        let mut query = self.arrival.query();
        if let Some(region) = &self.region {
            push(&mut query, "region", region.as_str());
        }
        query
    }
}

impl Arrival {
    /// Reads what stands behind the `#` of an official link, or an address of this portal: a path and a query.
    pub fn opened(address: &str) -> Result<Self, NotAnArrival> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let fields = fields(query);
        let arrival = match path.trim_matches('/') {
            "providers/setup-provider"
            | "setup-provider"
            | "providers/accept-provider"
            | "accept-provider"
            | "providers/setup-business-unit" => Self::from_fields(&fields)?,
            _ => return Err(NotAnArrival::Other),
        };
        Ok(arrival)
    }

    /// Each kind has a field that the others have not; what is left of a link that was cut in half has none of them.
    fn from_fields(fields: &[(String, String)]) -> Result<Self, NotAnArrival> {
        if fields.is_empty() {
            return Err(NotAnArrival::Empty);
        }
        let field = |name: &str| {
            fields
                .iter()
                .find(|(each, value)| each == name && !value.is_empty())
                .map(|(_, value)| value.as_str())
                .ok_or(NotAnArrival::Incomplete)
        };
        fn id<T: std::str::FromStr>(text: &str) -> Result<T, NotAnArrival> {
            text.parse().map_err(|_| NotAnArrival::Incomplete)
        }
        // Neither has a blank in it: one that comes out was a plus.
        let email = field("email")?.replace(' ', "+");
        let token = field("token")?.replace(' ', "+");
        if let Ok(organization) = field("organizationId") {
            return Ok(Self::BusinessUnit {
                organization: id(organization)?,
                email,
                token,
            });
        }
        let provider = id(field("providerId")?)?;
        Ok(match field("providerUserId") {
            Ok(place) => Self::Accept {
                provider,
                place: id(place)?,
                email,
                provider_name: field("providerName").unwrap_or_default().to_owned(),
                token,
            },
            Err(_) => Self::Setup {
                provider,
                email,
                token,
            },
        })
    }

    /// Whom the mail was sent to.
    pub fn email(&self) -> &str {
        let (Self::Setup { email, .. }
        | Self::Accept { email, .. }
        | Self::BusinessUnit { email, .. }) = self;
        email
    }

    /// Whether the mail was sent to this address. The cloud compares without regard to case.
    pub fn is_for(&self, email: &str) -> bool {
        self.email().trim().to_lowercase() == email.trim().to_lowercase()
    }

    /// The same link at the official vault `vault`, such as `https://vault.bitwarden.eu`.
    pub fn official(&self, vault: &str) -> String {
        let path = match self {
            Self::Setup { .. } => "setup-provider",
            Self::Accept { .. } => "accept-provider",
            Self::BusinessUnit { .. } => "setup-business-unit",
        };
        format!("{vault}/#/providers/{path}?{}", self.query())
    }

    fn query(&self) -> String {
        let mut query = String::new();
        let mut put = |name, value: &str| push(&mut query, name, value);
        match self {
            Self::Setup {
                provider,
                email,
                token,
            } => {
                put("providerId", &provider.to_string());
                put("email", email);
                put("token", token);
            }
            Self::Accept {
                provider,
                place,
                email,
                provider_name,
                token,
            } => {
                put("providerId", &provider.to_string());
                put("providerUserId", &place.to_string());
                put("email", email);
                put("providerName", provider_name);
                put("token", token);
            }
            Self::BusinessUnit {
                organization,
                email,
                token,
            } => {
                put("organizationId", &organization.to_string());
                put("email", email);
                put("token", token);
            }
        }
        query
    }
}

/// A field of a query, percent-encoded.
fn push(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(name);
    query.push('=');
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                query.push(char::from(byte));
            }
            _ => drop(write!(query, "%{byte:02X}")),
        }
    }
}

/// The fields of a query, decoded; `+` is a blank. What is not UTF-8 is replaced.
fn fields(query: &str) -> Vec<(String, String)> {
    query
        .trim_start_matches('?')
        .split('&')
        .filter_map(|field| field.split_once('='))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, behind @ ..]) => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                match (digit(*high), digit(*low)) {
                    (Some(high), Some(low)) => {
                        bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                        rest = behind;
                    }
                    _ => bytes.push(b'%'),
                }
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const P: &str = "00000000-0000-0000-0000-00000000000a";
    const U: &str = "00000000-0000-0000-0000-00000000000b";
    const OWN: &str = "portal.example.com";

    fn accept(email: &str, name: &str, token: &str) -> Arrival {
        Arrival::Accept {
            provider: P.parse().unwrap(),
            place: U.parse().unwrap(),
            email: email.into(),
            provider_name: name.into(),
            token: token.into(),
        }
    }

    #[test]
    fn the_links_of_the_mails_are_read() {
        let setup = ArrivalLink::pasted(
            &format!(
                "https://vault.bitwarden.eu/#/providers/setup-provider?providerId={P}&email=anna%40x.nl&token=Bw%2Bz"
            ),
            OWN,
        );
        let expected = Arrival::Setup {
            provider: P.parse().unwrap(),
            email: "anna@x.nl".into(),
            token: "Bw+z".into(),
        };
        assert_eq!(
            setup,
            Ok(ArrivalLink {
                arrival: expected,
                region: RegionId::parse("eu")
            })
        );

        let link = format!(
            "https://vault.bitwarden.com/#/providers/accept-provider?providerId={P}&providerUserId={U}&email=a%2Bb%40x.nl\
             &providerName=Bakker+%26+Zonen&token=abc"
        );
        let read = ArrivalLink::pasted(&link, OWN).unwrap();
        assert_eq!(read.arrival, accept("a+b@x.nl", "Bakker & Zonen", "abc"));
        assert_eq!(read.region, RegionId::parse("us"));
        // Mail programs wrap it, put brackets around it, or show its source.
        let wrapped = format!("<{}>", link.replace("&email", "\r\n &email"));
        assert_eq!(ArrivalLink::pasted(&wrapped, OWN), Ok(read.clone()));
        assert_eq!(
            ArrivalLink::pasted(&link.replace('&', "&amp;"), OWN),
            Ok(read)
        );

        let unit =
            format!("/providers/setup-business-unit?organizationId={P}&email=a@x.nl&token=t");
        assert!(matches!(
            Arrival::opened(&unit),
            Ok(Arrival::BusinessUnit { .. })
        ));
    }

    #[test]
    fn a_plus_that_was_not_encoded_is_a_plus_in_an_address() {
        let link =
            format!("/accept-provider?providerId={P}&providerUserId={U}&email=a+b@x.nl&token=t+u");
        assert_eq!(Arrival::opened(&link), Ok(accept("a+b@x.nl", "", "t+u")));
    }

    #[test]
    fn what_is_no_such_link_is_told_apart() {
        let whole = format!(
            "https://vault.bitwarden.eu/#/providers/accept-provider?providerId={P}&providerUserId={U}&email=a@x.nl&token=t"
        );
        let cut = |length: usize| whole.chars().take(length).collect::<String>();
        let foreign = |host: &str| NotAnArrival::Foreign(host.into());
        for (text, expected) in [
            (String::new(), NotAnArrival::Empty),
            (" \n".into(), NotAnArrival::Empty),
            ("hello".into(), NotAnArrival::NotALink),
            (
                whole.replace("vault.bitwarden.eu", "vault.bitwarden.eu.evil.com"),
                foreign("vault.bitwarden.eu.evil.com"),
            ),
            (
                whole.replace("vault.bitwarden.eu", "vault.bitwarden.eu@evil.com"),
                foreign("vault.bitwarden.eu@evil.com"),
            ),
            (
                whole.replace("https:", "javascript:"),
                foreign("vault.bitwarden.eu"),
            ),
            (
                whole.replace("https:", "http:"),
                foreign("vault.bitwarden.eu"),
            ),
            (
                "https://vault.bitwarden.eu/#/login".into(),
                NotAnArrival::Other,
            ),
            ("https://vault.bitwarden.eu/".into(), NotAnArrival::Other),
            (cut(whole.len() - 9), NotAnArrival::Incomplete),
            (cut(110), NotAnArrival::Incomplete),
            (whole.replace(P, "123"), NotAnArrival::Incomplete),
        ] {
            assert_eq!(ArrivalLink::pasted(&text, OWN), Err(expected), "{text}");
        }
        assert_eq!(ArrivalLink::from_query(""), Err(NotAnArrival::Empty));
    }

    #[test]
    fn an_address_is_the_same_in_any_case() {
        let arrival = accept("Anna@X.nl", "", "t");
        assert!(arrival.is_for(" anna@x.NL"));
        assert!(!arrival.is_for("bob@x.nl"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            email in "[a-z+%&#=]{1,9}@[a-z.]{1,9}",
            name in "[^\0]{1,20}",
            token in "[!-~]{1,40}",
            region in prop::option::of("[a-z]{2,4}"),
        ) {
            let arrival = accept(&email, &name, &token);
            let link = ArrivalLink { arrival: arrival.clone(), region: region.and_then(|region| RegionId::parse(&region)) };
            prop_assert_eq!(ArrivalLink::from_query(&link.query()), Ok(link));
            let official = arrival.official("https://vault.bitwarden.eu");
            prop_assert_eq!(ArrivalLink::pasted(&official, OWN).map(|link| link.arrival), Ok(arrival));
        }

        #[test]
        fn no_text_is_too_strange(text in any::<String>()) {
            let _ = ArrivalLink::pasted(&text, OWN);
            let _ = ArrivalLink::from_query(&text);
        }
    }
}
