//! Links to the account's pages (DEV-10), to be opened in the person's browser. Whoever is signed in there is not asked again; they carry
//! nothing that would give anybody anything.

use gatehouse_formats::Lease;

use crate::session::Session;

/// The addresses of pages of the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    origin: String,
    product: String,
    version: Option<String>,
    /// The number of the license: it is printed on papers, and gives no access.
    license: Option<String>,
}

impl Links {
    /// The start page of the account.
    #[must_use]
    pub fn start(&self) -> String {
        self.address("/home", &[])
    }

    /// The license of this device, among those of the account; all of them where the product has none.
    #[must_use]
    pub fn license(&self) -> String {
        match &self.license {
            Some(number) => self.address("/licenses", &[("q", number)]),
            None => self.address("/licenses", &[]),
        }
    }

    /// Where licenses are renewed.
    #[must_use]
    pub fn renewal(&self) -> String {
        self.address("/licenses/renewals", &[])
    }

    /// A new request to support, with product and version filled in.
    #[must_use]
    pub fn new_request(&self) -> String {
        let mut known = vec![("category", "technical"), ("product", self.product.as_str())];
        known.extend(self.version.as_deref().map(|version| ("version", version)));
        self.address("/requests/new", &known)
    }

    fn address(&self, page: &str, known: &[(&str, &str)]) -> String {
        let mut address = format!("{}{page}", self.origin);
        if !known.is_empty() {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(known);
            address.push('?');
            address.push_str(&query.finish());
        }
        address
    }
}

impl Session {
    pub(crate) fn links(&self) -> Links {
        let setup = &self.setup;
        Links {
            origin: setup.origin.clone(),
            product: setup.product.clone(),
            version: setup.version.clone(),
            license: self.license_number(),
        }
    }

    /// The number of the license that is there, also of one that has ended: then a link to it is needed most.
    fn license_number(&self) -> Option<String> {
        let of_lease = |state: crate::state::State| {
            let lease = Lease::open(&state.lease, &state.issuing_keys, &self.setup.roots).ok()?;
            Some(lease.sub)
        };
        let number = self.setup.store.load().ok().flatten().and_then(of_lease);
        let number = number.or_else(|| self.key_status().ok().map(|license| license.claims().sub.clone()))?;
        let is_number = number.len() == 10 && number.bytes().all(|digit| digit.is_ascii_digit());
        is_number.then(|| format!("{}-{}", &number[..5], &number[5..]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DEV-10
    #[test]
    fn links_lead_to_the_portal_with_what_is_known_and_no_secret() {
        let links = Links {
            origin: "https://portal.example.com".to_owned(),
            product: "lantern".to_owned(),
            version: Some("2.1 β&category=access".to_owned()),
            license: Some("77150-43070".to_owned()),
        };
        assert_eq!(links.start(), "https://portal.example.com/home");
        assert_eq!(links.license(), "https://portal.example.com/licenses?q=77150-43070");
        assert_eq!(links.renewal(), "https://portal.example.com/licenses/renewals");
        assert_eq!(
            links.new_request(),
            "https://portal.example.com/requests/new?category=technical&product=lantern&version=2.1+%CE%B2%26category%3Daccess"
        );
        let without = Links { version: None, license: None, ..links };
        assert_eq!(without.license(), "https://portal.example.com/licenses");
        assert_eq!(without.new_request(), "https://portal.example.com/requests/new?category=technical&product=lantern");
    }
}
