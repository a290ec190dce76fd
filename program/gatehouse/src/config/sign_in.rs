//! `[sign_in.NAME]`: services by whose accounts customers sign in (ACC-7). Google, Apple and Facebook are known by their names; any other
//! one speaks OpenID Connect.

use super::Config;
use gatehouse_core::{Fault, Secret, host};
use gatehouse_federation::{AppleKey, ClientSecret, Endpoints, Federation, NamedBy, Protocol, Provider, Regions, jose};
use serde::Deserialize;
use std::collections::BTreeMap;
use url::Url;

/// The services by their names.
pub type SignInConfig = BTreeMap<String, ServiceConfig>;

/// Every key of a service; what is empty follows from its name.
#[derive(Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceConfig {
    /// Its name in ID tokens; its description is read from there.
    pub issuer: String,
    /// What it calls us.
    pub client_id: String,
    /// Our secret there; with Apple's key there is none.
    pub client_secret: String,
    /// What its button calls it.
    pub label: String,
    /// What is asked for.
    pub scopes: String,
    /// Whether its word counts that an address is the person's own; without it a mailed link proves the address.
    pub trust_email: Option<bool>,
    /// Only in these countries (ISO 3166-1); empty: everywhere.
    pub shown_in: Vec<String>,
    /// Not in these countries.
    pub hidden_in: Vec<String>,
    /// Apple: the team.
    pub team_id: String,
    /// Apple: the name of the key.
    pub key_id: String,
    /// Apple: the key, `file:AuthKey_….p8`.
    pub private_key: String,
    /// Where the person decides, if that is not read from the issuer.
    pub authorization_endpoint: String,
    /// Where the code is exchanged.
    pub token_endpoint: String,
    /// Where its keys are.
    pub jwks_uri: String,
    /// Facebook: where the person's record is.
    pub profile_endpoint: String,
}

const GOOGLE: &str = "google";
const APPLE: &str = "apple";
const FACEBOOK: &str = "facebook";
/// In which order buttons stand; others follow by their names.
const KNOWN: [&str; 3] = [GOOGLE, APPLE, FACEBOOK];

const OF_GOOGLE: &str = "https://accounts.google.com";
const OF_APPLE: &str = "https://appleid.apple.com";
const GRAPH: [&str; 3] = [
    "https://www.facebook.com/v23.0/dialog/oauth",
    "https://graph.facebook.com/v23.0/oauth/access_token",
    "https://graph.facebook.com/v23.0/me",
];

impl Config {
    /// The services by whose accounts customers sign in.
    pub fn federation(&self) -> Result<Federation, Fault> {
        let rank = |word: &str| KNOWN.iter().position(|known| *known == word).unwrap_or(KNOWN.len());
        let mut sorted: Vec<_> = self.sign_in.iter().collect();
        sorted.sort_by_key(|(word, _)| (rank(word), (*word).clone()));
        let providers = sorted.into_iter().map(|(word, service)| service.provider(word));
        Ok(Federation::new(providers.collect::<Result<_, _>>()?))
    }
}

/// A text, or what is meant without one.
fn or<'a>(text: &'a str, usual: &'a str) -> &'a str {
    if text.trim().is_empty() { usual } else { text.trim() }
}

impl ServiceConfig {
    fn provider(&self, word: &str) -> Result<Provider, Fault> {
        let wrong = |key: &str, why: &str| Fault::new(format!("sign_in.{word}.{key}: {why}"));
        let is_word =
            word.len() <= 30 && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !is_word || word.is_empty() {
            return Err(Fault::new(format!("sign_in.{word}: a name has small letters, digits and hyphens, up to 30")));
        }
        if self.client_id.trim().is_empty() {
            return Err(wrong("client_id", "is missing: the service gives it when this portal is registered there"));
        }
        let (issuer, label, scopes, trusts) = match word {
            GOOGLE => (OF_GOOGLE, "Google", "openid email profile", true),
            APPLE => (OF_APPLE, "Apple", "openid name email", true),
            FACEBOOK => ("", "Facebook", "public_profile email", false),
            _ => ("", "", "openid email profile", false),
        };
        let label = or(&self.label, label);
        if label.is_empty() || label.chars().count() > 40 || label.chars().any(char::is_control) {
            return Err(wrong("label", "must name the service, in up to 40 characters"));
        }
        let protocol = if word == FACEBOOK { self.graph(word)? } else { self.openid(word, or(&self.issuer, issuer))? };
        if word == FACEBOOK && self.trust_email == Some(true) {
            return Err(wrong("trust_email", "cannot be true: Facebook does not say whether an address is verified"));
        }
        Ok(Provider {
            word: word.to_owned(),
            label: label.to_owned(),
            protocol,
            client_id: self.client_id.trim().to_owned(),
            secret: self.secret(word)?,
            scopes: or(&self.scopes, scopes).to_owned(),
            trusts_email: self.trust_email.unwrap_or(trusts),
            regions: Regions {
                only: codes(word, "shown_in", &self.shown_in)?,
                never: codes(word, "hidden_in", &self.hidden_in)?,
            },
            named_by: NamedBy::Operator,
        })
    }

    fn openid(&self, word: &str, issuer: &str) -> Result<Protocol, Fault> {
        address(word, "issuer", issuer)?;
        let own = [&self.authorization_endpoint, &self.token_endpoint, &self.jwks_uri];
        let is_apples = word == APPLE && issuer == OF_APPLE;
        let fixed = if own.iter().any(|text| !text.is_empty()) || is_apples {
            let at = |key, text: &str, path: &str| {
                let usual = if is_apples { format!("{OF_APPLE}/auth/{path}") } else { String::new() };
                address(word, key, or(text, &usual)).map(str::to_owned)
            };
            Some(Endpoints {
                issuer: issuer.to_owned(),
                authorization_endpoint: at("authorization_endpoint", &self.authorization_endpoint, "authorize")?,
                token_endpoint: at("token_endpoint", &self.token_endpoint, "token")?,
                jwks_uri: at("jwks_uri", &self.jwks_uri, "keys")?,
                token_endpoint_auth_methods_supported: Some(vec!["client_secret_post".to_owned()]),
                ..Endpoints::default()
            })
        } else {
            None
        };
        Ok(Protocol::OpenId { issuer: issuer.to_owned(), fixed, posts: word == APPLE })
    }

    fn graph(&self, word: &str) -> Result<Protocol, Fault> {
        let at = |key, text, usual| address(word, key, or(text, usual)).map(str::to_owned);
        Ok(Protocol::Graph {
            authorization: at("authorization_endpoint", &self.authorization_endpoint, GRAPH[0])?,
            token: at("token_endpoint", &self.token_endpoint, GRAPH[1])?,
            me: at("profile_endpoint", &self.profile_endpoint, GRAPH[2])?,
        })
    }

    fn secret(&self, word: &str) -> Result<ClientSecret, Fault> {
        if !self.private_key.is_empty() {
            let key = AppleKey {
                team: self.team_id.clone(),
                key_id: self.key_id.clone(),
                pem: Secret::new(self.private_key.clone()),
            };
            if key.team.is_empty() || key.key_id.is_empty() {
                return Err(Fault::new(format!("sign_in.{word}.team_id: team_id and key_id belong to private_key")));
            }
            jose::check_key(&key).map_err(|fault| Fault::new(format!("sign_in.{word}.private_key: {fault}")))?;
            return Ok(ClientSecret::Apple(key));
        }
        if !self.client_secret.is_empty() {
            return Ok(ClientSecret::Text(Secret::new(self.client_secret.clone())));
        }
        if KNOWN.contains(&word) {
            return Err(Fault::new(format!("sign_in.{word}.client_secret: is missing, and so is private_key")));
        }
        Ok(ClientSecret::None)
    }
}

/// `https`, or `http` where it stays on this machine.
fn address<'a>(word: &str, key: &str, text: &'a str) -> Result<&'a str, Fault> {
    let url = Url::parse(text).ok().filter(|url| url.query().is_none() && url.fragment().is_none());
    let fits = url.is_some_and(|url| {
        url.scheme() == "https" || (url.scheme() == "http" && url.host_str().is_some_and(host::is_loopback))
    });
    if fits { Ok(text) } else { Err(Fault::new(format!("sign_in.{word}.{key}: must be an address with https"))) }
}

fn codes(word: &str, key: &str, all: &[String]) -> Result<Vec<String>, Fault> {
    let is_unknown = |code: &&String| gatehouse_accounts::model::Country::from_code(code).is_none();
    match all.iter().find(is_unknown) {
        None => Ok(all.to_vec()),
        Some(code) => {
            Err(Fault::new(format!("sign_in.{word}.{key}: {code} is not a country's code (ISO 3166-1), such as JP")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use gatehouse_federation::Protocol;
    use std::collections::BTreeMap;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(text, &BTreeMap::new()).map_err(|fault| fault.to_string())
    }

    /// ACC-7
    #[tokio::test]
    async fn services_are_set_up_by_name_and_stand_in_their_order() {
        let text = "[sign_in.work]\nissuer = 'https://login.example.com'\nclient_id = 'x'\nlabel = 'Work'\n\
                    [sign_in.facebook]\nclient_id = 'f'\nclient_secret = 's'\n\
                    [sign_in.google]\nclient_id = 'g'\nclient_secret = 's'\nhidden_in = ['CN']";
        let found = parse(text).unwrap().federation().unwrap();
        let words: Vec<&str> = found.providers().iter().map(|one| one.word.as_str()).collect();
        assert_eq!(words, ["google", "facebook", "work"]);
        let trusted = [true, false, false];
        assert!(found.providers().iter().zip(trusted).all(|(one, trusts)| one.trusts_email == trusts));
        assert!(!found.find("google").unwrap().regions.shows(Some("CN")));
        assert!(matches!(&found.find("work").unwrap().protocol, Protocol::OpenId { fixed: None, posts: false, .. }));
        let variables =
            [("GATEHOUSE__SIGN_IN__GOOGLE__CLIENT_ID", "g"), ("GATEHOUSE__SIGN_IN__GOOGLE__CLIENT_SECRET", "s")];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let found = Config::parse("", &variables.into()).unwrap().federation().unwrap();
        assert_eq!(found.find("google").unwrap().client_id, "g");
    }

    /// ACC-7, ACC-8
    #[tokio::test]
    async fn what_would_fail_at_the_first_sign_in_is_refused_at_the_start() {
        for (text, key) in [
            ("[sign_in.google]\nclient_secret = 's'", "sign_in.google.client_id"),
            ("[sign_in.google]\nclient_id = 'g'", "sign_in.google.client_secret"),
            ("[sign_in.work]\nclient_id = 'w'\nlabel = 'Work'", "sign_in.work.issuer"),
            ("[sign_in.work]\nclient_id = 'w'\nissuer = 'https://a.example'", "sign_in.work.label"),
            ("[sign_in.work]\nclient_id = 'w'\nlabel = 'W'\nissuer = 'http://a.example'", "sign_in.work.issuer"),
            (
                "[sign_in.apple]\nclient_id = 'a'\nprivate_key = 'x'\nteam_id = 't'\nkey_id = 'k'",
                "sign_in.apple.private_key",
            ),
            (
                "[sign_in.facebook]\nclient_id = 'f'\nclient_secret = 's'\ntrust_email = true",
                "sign_in.facebook.trust_email",
            ),
            ("[sign_in.google]\nclient_id = 'g'\nclient_secret = 's'\nhidden_in = ['cn']", "sign_in.google.hidden_in"),
        ] {
            let refused = parse(text).err().unwrap();
            assert!(refused.contains(key), "{text}: {refused}");
        }
    }
}
