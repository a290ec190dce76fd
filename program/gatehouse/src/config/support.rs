//! `[support]`: how long requests stay open, and who is paged for critical incidents.

use super::Config;
use gatehouse_address::Email;
use gatehouse_core::Fault;
use gatehouse_messages::PhoneNumber;
use gatehouse_support::model::on_call::OnCall;
use gatehouse_support::model::settings::Settings;
use serde::Deserialize;

/// The most people on call.
const MOST: usize = 20;

/// See [`Config::support`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SupportConfig {
    /// Days after which a request with a solution closes.
    pub close_days: i64,
    /// Days after the end of a license or contract for which its requests go on.
    pub grace_days: i64,
    /// Who gets the alarm of critical incidents by email; empty: everybody who answers requests.
    pub on_call_emails: Vec<String>,
    /// Who gets it by text message (E.164).
    pub on_call_phones: Vec<String>,
}

impl Default for SupportConfig {
    fn default() -> Self {
        let Settings { close_days, grace_days, .. } = Settings::default();
        Self { close_days, grace_days, on_call_emails: Vec::new(), on_call_phones: Vec::new() }
    }
}

impl SupportConfig {
    pub(super) fn values(&self) -> Vec<(&'static str, String)> {
        vec![
            ("support.close_days", self.close_days.to_string()),
            ("support.grace_days", self.grace_days.to_string()),
            ("support.on_call_emails", self.on_call_emails.join(", ")),
            ("support.on_call_phones", self.on_call_phones.join(", ")),
        ]
    }
}

impl Config {
    /// The settings of support.
    pub fn support(&self) -> Result<Settings, Fault> {
        let SupportConfig { close_days, grace_days, on_call_emails, on_call_phones } = &self.support;
        let wrong = |key: &str, why: String| Err(Fault::new(format!("support.{key}: {why}")));
        for (key, days, (least, most)) in
            [("close_days", *close_days, Settings::CLOSE_DAYS), ("grace_days", *grace_days, Settings::GRACE_DAYS)]
        {
            if !(least..=most).contains(&days) {
                return wrong(key, format!("is a number of days from {least} to {most}"));
            }
        }
        if on_call_emails.len() > MOST || on_call_phones.len() > MOST {
            return wrong("on_call_emails", format!("{MOST} people at the most, and as many phones"));
        }
        if let Some(email) = on_call_emails.iter().find(|email| Email::parse_of_any_host(email).is_err()) {
            return wrong("on_call_emails", format!("{email} is not an email address"));
        }
        if let Some(phone) = on_call_phones.iter().find(|phone| PhoneNumber::parse(phone, None).is_err()) {
            return wrong("on_call_phones", format!("{phone} is not a telephone number; write +819012345678"));
        }
        let on_call = OnCall { emails: on_call_emails.clone(), phones: on_call_phones.clone() };
        let address = self.inbox()?.general;
        Ok(Settings { address, close_days: *close_days, grace_days: *grace_days, on_call })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use std::collections::BTreeMap;

    /// SUP-4, SUP-10
    #[test]
    fn days_and_people_on_call_are_looked_at() {
        let parse = |text: &str| {
            let text = format!("[support]\n{text}");
            Config::parse(&text, &BTreeMap::new())
                .and_then(|config| config.support())
                .map_err(|fault| fault.to_string())
        };
        for good in [
            "",
            "close_days = 1",
            "grace_days = 0",
            "on_call_emails = [\"duty@example.com\"]\non_call_phones = [\"+819012345678\"]",
        ] {
            assert!(parse(good).is_ok(), "{good}: {:?}", parse(good));
        }
        for (bad, key) in [
            ("close_days = 0", "close_days"),
            ("close_days = 91", "close_days"),
            ("grace_days = -1", "grace_days"),
            ("on_call_emails = [\"duty\"]", "on_call_emails"),
            ("on_call_phones = [\"12\"]", "on_call_phones"),
        ] {
            let refused = parse(bad).err().unwrap_or_default();
            assert!(refused.contains(key), "{bad}: {refused}");
        }
    }
}
