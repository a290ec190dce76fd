//! What else is asked about new passwords.

use super::{Config, is_loopback};
use gatehouse_core::Fault;
use gatehouse_passwords::{LeakService, Policy};
use serde::Deserialize;
use url::Url;

/// See [`Config::passwords`].
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PasswordsConfig {
    /// A service that knows passwords from breaches (`https://api.pwnedpasswords.com/range/`), asked by the first five digits of the
    /// password's hash; empty: none.
    pub service: String,
}

/// See [`Config::password_policy`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PasswordPolicy {
    /// ACC-5.
    Composition,
    /// NIST SP 800-63B-4.
    Nist,
}

impl From<PasswordPolicy> for Policy {
    fn from(policy: PasswordPolicy) -> Self {
        match policy {
            PasswordPolicy::Composition => Self::Composition,
            PasswordPolicy::Nist => Self::Nist,
        }
    }
}

impl Config {
    /// The service that is asked about new passwords, where one is named.
    pub fn leak_service(&self) -> Result<Option<LeakService>, Fault> {
        if self.passwords.service.is_empty() {
            return Ok(None);
        }
        let url = Url::parse(&self.passwords.service).ok().filter(|url| {
            let is_secure = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&self.passwords.service));
            is_secure
                && url.query().is_none()
                && url.fragment().is_none()
                && url.username().is_empty()
                && url.password().is_none()
        });
        let url = url.ok_or_else(|| {
            Fault::new(
                "passwords.service: must be an https address (http to this machine), without a query or a password",
            )
        })?;
        LeakService::new(url.as_str()).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::Config;
    use std::collections::BTreeMap;

    /// ACC-5, ALL-9
    #[tokio::test]
    async fn a_service_for_leaked_passwords_is_off_and_secure() {
        let parsed = |service: &str| Config::parse(&format!("[passwords]\nservice = '{service}'"), &BTreeMap::new());
        assert!(Config::default().leak_service().unwrap().is_none());
        for good in
            ["https://api.pwnedpasswords.com/range/", "https://leaks.example.com/range", "http://127.0.0.1:8090/range/"]
        {
            assert!(parsed(good).unwrap().leak_service().unwrap().is_some(), "{good}");
        }
        for bad in [
            "http://leaks.example.com/range/",
            "leaks.example.com",
            "ftp://leaks.example.com/",
            "https://u:p@leaks.example.com/",
            "https://leaks.example.com/?q=",
        ] {
            let refused = parsed(bad).err().map(|fault| fault.to_string()).unwrap_or_default();
            assert!(refused.contains("passwords.service"), "{bad}: {refused}");
        }
        let set = BTreeMap::from([(
            "GATEHOUSE__PASSWORDS__SERVICE".to_owned(),
            "https://leaks.example.com/range".to_owned(),
        )]);
        assert!(Config::parse("", &set).unwrap().leak_service().unwrap().is_some());
    }
}
