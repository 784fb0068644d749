//! By what something was done (`DeviceType` of contract 1.2).

/// A program of the vendor's, on something of somebody else's.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct DeviceType {
    /// What kind of program.
    pub form: DeviceForm,
    /// The browser or the system, by its maker's name; empty where none is known.
    pub product: &'static str,
}

/// A kind of program.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum DeviceForm {
    /// An app of a phone.
    Mobile,
    /// An extension of a browser.
    Extension,
    /// A program with windows.
    Desktop,
    /// A web page.
    Browser,
    /// A command line.
    CommandLine,
    /// Somebody's own program.
    Sdk,
    /// The cloud itself.
    Server,
    /// Of a later version of the cloud.
    Unknown(i64),
}

impl DeviceType {
    /// By the cloud's number.
    pub fn from_number(number: i64) -> Self {
        use DeviceForm::{Browser, CommandLine, Desktop, Extension, Mobile, Sdk, Server, Unknown};
        let (form, product) = match number {
            0 => (Mobile, "Android"),
            1 => (Mobile, "iOS"),
            2 => (Extension, "Chrome"),
            3 => (Extension, "Firefox"),
            4 => (Extension, "Opera"),
            5 => (Extension, "Edge"),
            6 => (Desktop, "Windows"),
            7 => (Desktop, "macOS"),
            8 => (Desktop, "Linux"),
            9 => (Browser, "Chrome"),
            10 => (Browser, "Firefox"),
            11 => (Browser, "Opera"),
            12 => (Browser, "Edge"),
            13 => (Browser, "Internet Explorer"),
            14 => (Browser, ""),
            15 => (Mobile, "Android (Amazon)"),
            16 => (Desktop, "Windows (UWP)"),
            17 => (Browser, "Safari"),
            18 => (Browser, "Vivaldi"),
            19 => (Extension, "Vivaldi"),
            20 => (Extension, "Safari"),
            21 => (Sdk, ""),
            22 => (Server, ""),
            23 => (CommandLine, "Windows"),
            24 => (CommandLine, "macOS"),
            25 => (CommandLine, "Linux"),
            26 => (Browser, "DuckDuckGo"),
            other => (Unknown(other), ""),
        };
        Self { form, product }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_the_contract_is_a_device_of_its_own() {
        let all: Vec<DeviceType> = (0..=26).map(DeviceType::from_number).collect();
        for (at, device) in all.iter().enumerate() {
            assert!(!matches!(device.form, DeviceForm::Unknown(_)), "{at}");
            assert!(!all.get(..at).unwrap().contains(device), "{at}");
        }
        let later = DeviceType::from_number(27);
        assert_eq!(later.form, DeviceForm::Unknown(27));
    }
}
