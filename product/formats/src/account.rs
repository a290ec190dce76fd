//! Whether a product must be connected to an account (LIC-33): a claim of leases and key files.

use serde::{Deserialize, Serialize};

use crate::lease::{MAX_FEATURES, MAX_TEXT};

/// The claim `lic.account`; without it no feature needs an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountNeed {
    /// The features that need it, at most [`MAX_FEATURES`]; `None`: all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub features: Option<Vec<String>>,
    /// Whether the license was in an account when this was signed.
    pub connected: bool,
}

impl AccountNeed {
    /// Whether a product must hold this feature back.
    #[must_use]
    pub fn holds_back(&self, feature: &str) -> bool {
        let needs = self.features.as_ref().is_none_or(|features| features.iter().any(|needing| needing == feature));
        needs && !self.connected
    }

    pub(crate) fn is_well_formed(&self) -> bool {
        let text = |value: &String| !value.is_empty() && value.len() <= MAX_TEXT;
        let rule = |features: &Vec<String>| features.len() <= MAX_FEATURES && features.iter().all(text);
        self.features.as_ref().is_none_or(rule)
    }
}

#[cfg(test)]
mod tests {
    use super::AccountNeed;

    fn need(features: Option<&[&str]>, connected: bool) -> AccountNeed {
        let features = features.map(|features| features.iter().map(|&feature| feature.to_owned()).collect());
        AccountNeed { features, connected }
    }

    /// LIC-33
    #[test]
    fn exactly_the_features_that_need_an_account_are_held_back_until_there_is_one() {
        let some = need(Some(&["backup"]), false);
        assert!(some.holds_back("backup") && !some.holds_back("scan"));
        let all = need(None, false);
        assert!(all.holds_back("backup") && all.holds_back("scan"));
        for connected in [need(Some(&["backup"]), true), need(None, true), need(Some(&[]), false)] {
            assert!(!connected.holds_back("backup"), "{connected:?}");
        }
    }

    /// LIC-33
    #[test]
    fn the_claim_is_written_shortly_and_is_bounded() {
        let written = serde_json::to_string(&need(None, false)).unwrap();
        assert_eq!(written, r#"{"connected":false}"#);
        let written = serde_json::to_string(&need(Some(&["backup"]), true)).unwrap();
        assert_eq!(written, r#"{"features":["backup"],"connected":true}"#);
        assert!(need(Some(&["backup"]), true).is_well_formed());
        assert!(!need(Some(&[""]), true).is_well_formed());
        assert!(!need(Some(&["x"; 65]), true).is_well_formed());
    }
}
