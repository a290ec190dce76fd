//! `[text_messages]`: codes by text message (ACC-9), who sends them, where to, and how many. Without a provider there are none.

use super::Config;
use gatehouse_accounts::model::Country;
use gatehouse_core::{Fault, host};
use gatehouse_messages::messages::DAILY;
use gatehouse_messages::{BodyKind, Http, Messages, Provider, Twilio, Way};
use serde::Deserialize;
use std::collections::BTreeMap;
use url::Url;

/// The most messages that a day can be set to.
const MOST_DAILY: u32 = 1_000_000;
/// The file of a provider that sends nothing, in the data folder, unless the operator names another.
const FILE: &str = "text-messages.jsonl";

/// See [`Config::text_messages`].
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TextMessagesConfig {
    /// Where numbers may be (ISO 3166-1): messages elsewhere are not sent, however they are asked for.
    pub countries: Vec<String>,
    /// Messages in a day, all together: what a flood can cost.
    pub daily: u32,
    /// In which order providers are asked; empty: by their names.
    pub order: Vec<String>,
    /// Who sends, by names of the operator's.
    pub providers: BTreeMap<String, ProviderConfig>,
}

impl Default for TextMessagesConfig {
    fn default() -> Self {
        Self { countries: Vec::new(), daily: DAILY, order: Vec::new(), providers: BTreeMap::new() }
    }
}

/// Every key of a provider; which ones it needs follows from its kind.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProviderConfig {
    /// `http`, `twilio` or `file`.
    pub kind: String,
    /// How the numbers begin that it sends to (`+81`); empty: any.
    pub prefixes: Vec<String>,
    /// http: the address, with places; twilio: another address than its own.
    pub url: String,
    /// http: headers, with places for the number and the id.
    pub headers: BTreeMap<String, String>,
    /// http: the body, with places; empty: GET.
    pub body: String,
    /// http: `json`, `form` or `text`.
    pub body_type: String,
    /// http: statuses that say that the number gets no messages.
    pub number_codes: Vec<u16>,
    /// http: statuses that say that its owner, or the network, wants none.
    pub blocked_codes: Vec<u16>,
    /// twilio: the account.
    pub account_sid: String,
    /// twilio: an API key's SID, if it is not the account itself that signs in.
    pub api_key: String,
    /// twilio: the account's token, or the key's secret.
    pub auth_token: String,
    /// twilio: a number, a name, or the SID of a messaging service.
    pub from: String,
    /// file: where; empty: `text-messages.jsonl` in the data folder.
    pub path: String,
}

impl Config {
    /// What text messages are sent with.
    pub fn messages(&self) -> Result<Messages, Fault> {
        let section = &self.text_messages;
        let wrong = |key: &str, why: &str| Fault::new(format!("text_messages.{key}: {why}"));
        if section.providers.is_empty() {
            let is_empty = section.countries.is_empty() && section.order.is_empty();
            let missing = || wrong("providers", "is missing: nobody sends, so no code goes out");
            return if is_empty { Ok(Messages::default()) } else { Err(missing()) };
        }
        if section.countries.is_empty() {
            return Err(wrong(
                "countries",
                "must list where messages may go to (ISO 3166-1), such as [\"JP\", \"DE\"]",
            ));
        }
        if let Some(code) = section.countries.iter().find(|code| Country::from_code(code).is_none()) {
            return Err(wrong("countries", &format!("{code} is not a country's code (ISO 3166-1), such as JP")));
        }
        if !(1..=MOST_DAILY).contains(&section.daily) {
            return Err(wrong("daily", &format!("must be from 1 to {MOST_DAILY}")));
        }
        if let Some(name) = section.order.iter().find(|name| !section.providers.contains_key(*name)) {
            return Err(wrong("order", &format!("{name} is not among the providers")));
        }
        let rank = |name: &str| section.order.iter().position(|one| one == name).unwrap_or(section.order.len());
        let mut sorted: Vec<_> = section.providers.iter().collect();
        sorted.sort_by_key(|(name, _)| rank(name));
        let providers = sorted.into_iter().map(|(name, one)| self.provider(name, one)).collect::<Result<_, _>>()?;
        Ok(Messages::new(providers, section.countries.clone(), section.daily))
    }

    fn provider(&self, name: &str, one: &ProviderConfig) -> Result<Provider, Fault> {
        let named = |fault: &Fault| Fault::new(format!("text_messages.providers.{name}.{fault}"));
        let is_word =
            name.len() <= 30 && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !is_word || name.is_empty() {
            return Err(Fault::new(format!(
                "text_messages.providers.{name}: a name has small letters, digits and hyphens, up to 30"
            )));
        }
        let is_prefix = |text: &String| {
            text.strip_prefix('+').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
        };
        if let Some(other) = one.prefixes.iter().find(|prefix| !is_prefix(prefix)) {
            return Err(named(&Fault::new(format!("prefixes: {other} is not + and digits, such as +81"))));
        }
        let way = self.way(one).map_err(|fault| named(&fault))?;
        Ok(Provider { name: name.to_owned(), prefixes: one.prefixes.clone(), way })
    }

    fn way(&self, one: &ProviderConfig) -> Result<Way, Fault> {
        match one.kind.as_str() {
            "http" => {
                secure(&one.url)?;
                let kind = match one.body_type.as_str() {
                    "json" | "" => BodyKind::Json,
                    "form" => BodyKind::Form,
                    "text" => BodyKind::Text,
                    _ => return Err(Fault::new("body_type: must be json, form or text")),
                };
                let headers = one.headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
                let http = Http::new(&one.url, headers, kind, &one.body)?;
                Ok(Way::Http(Box::new(http.meaning(one.number_codes.clone(), one.blocked_codes.clone()))))
            }
            "twilio" => {
                let api = if one.url.is_empty() { gatehouse_messages::TWILIO } else { one.url.as_str() };
                secure(api)?;
                let user = if one.api_key.is_empty() { &one.account_sid } else { &one.api_key };
                let twilio = Twilio::new(api, &one.account_sid, user, &one.auth_token, &one.from)?;
                Ok(Way::Twilio(Box::new(twilio)))
            }
            "file" => {
                if let Some(opening) = self.opening() {
                    return Err(Fault::new(format!(
                        "kind: file sends nothing and writes every code into a file, and {opening}. Set it to http or twilio"
                    )));
                }
                let path = if one.path.is_empty() { self.data_dir.join(FILE) } else { one.path.clone().into() };
                Ok(Way::File(path))
            }
            _ => Err(Fault::new("kind: must be http, twilio or file")),
        }
    }
}

/// `https`, or `http` where it stays on this machine.
fn secure(text: &str) -> Result<(), Fault> {
    let url = Url::parse(text.trim()).map_err(|_| Fault::new("url: must be an address with https"))?;
    let is_here = url.host_str().is_some_and(host::is_loopback);
    if url.scheme() == "https" || (url.scheme() == "http" && is_here) {
        return Ok(());
    }
    Err(Fault::new("url: must be an address with https"))
}

#[cfg(test)]
mod tests {
    use super::super::{Config, Loaded};
    use std::collections::BTreeMap;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(text, &BTreeMap::new()).map_err(|fault| fault.to_string())
    }

    const HTTP: &str = "[text_messages]\ncountries = ['JP', 'US']\norder = ['second', 'first']\n\
        [text_messages.providers.first]\nkind = 'twilio'\naccount_sid = 'AC1'\nauth_token = 'hidden-token'\nfrom = '+15005550006'\n\
        prefixes = ['+1']\n\
        [text_messages.providers.second]\nkind = 'http'\nurl = 'https://sms.example.com/send'\n\
        body = '{\"to\":\"{to}\",\"text\":\"{text}\"}'\nheaders.Authorization = 'Bearer hidden-token'\n";

    /// ACC-9, ALL-9
    #[tokio::test]
    async fn providers_are_asked_in_the_operators_order_and_none_means_no_messages() {
        assert!(!Config::default().messages().unwrap().is_on());
        let messages = parse(HTTP).unwrap().messages().unwrap();
        let names: Vec<_> = messages.providers().iter().map(|one| (one.name.as_str(), one.place())).collect();
        assert_eq!(names, [("second", "sms.example.com".to_owned()), ("first", "api.twilio.com".to_owned())]);
        assert!(messages.is_on() && !messages.is_development());
        let file = parse("[text_messages]\ncountries = ['JP']\n[text_messages.providers.here]\nkind = 'file'").unwrap();
        assert!(file.messages().unwrap().is_development());
    }

    /// ALL-9, PRI-13
    #[tokio::test]
    async fn what_is_shown_of_it_holds_no_secret() {
        let shown = Loaded::of("gatehouse.toml", HTTP, &BTreeMap::new()).unwrap().shown();
        let of = |key: &str| shown.iter().find(|one| one.key == key).unwrap().value.clone();
        assert_eq!(of("text_messages.countries"), "JP, US");
        assert_eq!(of("text_messages.providers"), "second (http), first (twilio)");
        assert!(!shown.iter().any(|one| one.value.contains("hidden-token")));
    }

    /// ALL-9
    #[tokio::test]
    async fn a_mistake_in_it_is_named() {
        let section = "[text_messages]\ncountries = ['JP']\n[text_messages.providers.main]\n";
        let http = "kind = 'http'\nurl = 'https://sms.example.com/'\n";
        let body = "body = '{\"to\":\"{to}\",\"text\":\"{text}\"}'\n";
        for (text, said) in [
            ("[text_messages]\ncountries = ['JP']".to_owned(), "text_messages.providers"),
            ("[text_messages.providers.main]\nkind = 'file'".to_owned(), "text_messages.countries"),
            (section.replace("JP", "XX") + "kind = 'file'", "text_messages.countries"),
            (section.to_owned() + "kind = 'pigeon'", "text_messages.providers.main.kind"),
            (section.to_owned() + "kind = 'file'\nprefixes = ['81']", "text_messages.providers.main.prefixes"),
            (section.to_owned() + &http.replace("https", "http") + body, "text_messages.providers.main.url"),
            (section.to_owned() + http + "body = '{'", "text_messages.providers.main.body"),
            (section.to_owned() + http + "body = '{\"to\":\"{to}\"}'", "text_messages.providers.main.body"),
            (section.to_owned() + http + body + "body_type = 'xml'", "text_messages.providers.main.body_type"),
            (
                section.to_owned() + http + body + "headers.X-Text = '{text}'",
                "text_messages.providers.main.headers.X-Text",
            ),
            (
                section.to_owned() + "kind = 'http'\nurl = 'https://{to}.example.com/'\n" + body,
                "text_messages.providers.main.url",
            ),
            (
                section.to_owned() + "kind = 'twilio'\nauth_token = 'x'\nfrom = '+1'",
                "text_messages.providers.main.account_sid",
            ),
            (
                section.to_owned() + "kind = 'twilio'\naccount_sid = 'AC1'\nfrom = '+1'",
                "text_messages.providers.main.auth_token",
            ),
            (
                format!("mail = 'smtp://127.0.0.1:9'\norigin = 'https://portal.example.com'\n{section}kind = 'file'"),
                "text_messages.providers.main.kind",
            ),
            (section.replace("['JP']", "['JP']\norder = ['other']") + "kind = 'file'", "text_messages.order"),
            (section.replace("['JP']", "['JP']\ndaily = 0") + "kind = 'file'", "text_messages.daily"),
        ] {
            let refused = parse(&text).map(drop).unwrap_err();
            assert!(refused.contains(&format!("{said}:")), "{text}: {refused}");
        }
    }
}
