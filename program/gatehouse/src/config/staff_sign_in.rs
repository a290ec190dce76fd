//! `[staff_sign_in]`: single sign-on of staff by the vendor's own OpenID Connect provider (ALL-8).

use super::Config;
use super::values::HIDDEN;
use gatehouse_core::{Fault, Role, Secret, host};
use gatehouse_federation::StaffProvider;
use gatehouse_staff::model::single_sign_on::SingleSignOn;
use serde::Deserialize;
use std::collections::BTreeMap;
use url::Url;

/// The longest label, group or claim.
const LONGEST: usize = 200;
/// More groups mean something in no installation.
const MOST_GROUPS: usize = 200;

/// Every key; without `issuer` staff sign in by their own means alone.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StaffSignInConfig {
    /// The provider's name in its tokens; its description is read from there.
    pub issuer: String,
    /// What it calls us.
    pub client_id: String,
    /// Our secret there; empty: PKCE alone.
    pub client_secret: String,
    /// What the button calls it.
    pub label: String,
    /// What is asked for.
    pub scopes: String,
    /// The claim with a person's groups.
    pub group_claim: String,
    /// Which roles a group gives.
    pub roles: BTreeMap<String, Vec<String>>,
    /// Words of `amr` that tell of a second factor there; with `factor_acr` empty as well, ours is asked.
    pub factor_amr: Vec<String>,
    /// Classes of `acr` that ask for a second factor there.
    pub factor_acr: Vec<String>,
    /// Whether everybody can go on signing in with a password or passkey; otherwise administrators alone.
    pub passwords: bool,
    /// Whether an address counts of which the provider does not say whether it is the person's.
    pub trust_email: bool,
}

impl Default for StaffSignInConfig {
    fn default() -> Self {
        Self {
            issuer: String::new(),
            client_id: String::new(),
            client_secret: String::new(),
            label: String::new(),
            scopes: "openid email profile groups".to_owned(),
            group_claim: "groups".to_owned(),
            roles: BTreeMap::new(),
            factor_amr: Vec::new(),
            factor_acr: Vec::new(),
            passwords: true,
            trust_email: false,
        }
    }
}

fn wrong(key: &str, why: &str) -> Fault {
    Fault::new(format!("staff_sign_in.{key}: {why}"))
}

/// A text in one line.
fn line<'a>(key: &str, text: &'a str, why: &str) -> Result<&'a str, Fault> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
    if fits { Ok(text) } else { Err(wrong(key, why)) }
}

impl Config {
    /// How staff sign in by the vendor's own provider, where the operator wants it.
    pub fn staff_sign_in(&self) -> Result<Option<SingleSignOn>, Fault> {
        let own = &self.staff_sign_in;
        if own.issuer.trim().is_empty() {
            return if *own == StaffSignInConfig::default() {
                Ok(None)
            } else {
                Err(wrong("issuer", "is missing: without it the other keys of the section do nothing"))
            };
        }
        own.read().map(Some)
    }
}

impl StaffSignInConfig {
    /// The keys as they are shown, without the secret.
    pub(super) fn values(&self) -> Vec<(&'static str, String)> {
        // Whole, so that a new key cannot be forgotten here.
        let Self {
            issuer,
            client_id,
            client_secret,
            label,
            scopes,
            group_claim,
            roles,
            factor_amr,
            factor_acr,
            passwords,
            trust_email,
        } = self;
        let given = roles.iter().map(|(group, roles)| format!("{group} = {}", roles.join(" ")));
        vec![
            ("staff_sign_in.issuer", issuer.clone()),
            ("staff_sign_in.client_id", client_id.clone()),
            ("staff_sign_in.client_secret", if client_secret.is_empty() { "" } else { HIDDEN }.to_owned()),
            ("staff_sign_in.label", label.clone()),
            ("staff_sign_in.scopes", scopes.clone()),
            ("staff_sign_in.group_claim", group_claim.clone()),
            ("staff_sign_in.roles", given.collect::<Vec<_>>().join(", ")),
            ("staff_sign_in.factor_amr", factor_amr.join(", ")),
            ("staff_sign_in.factor_acr", factor_acr.join(", ")),
            ("staff_sign_in.passwords", passwords.to_string()),
            ("staff_sign_in.trust_email", trust_email.to_string()),
        ]
    }

    fn read(&self) -> Result<SingleSignOn, Fault> {
        let roles = self.given()?;
        let provider = StaffProvider {
            issuer: self.read_issuer()?,
            label: line("label", &self.label, "must name the provider, in up to 200 characters")?.to_owned(),
            client_id: line("client_id", &self.client_id, "is missing: the provider gives it")?.to_owned(),
            secret: (!self.client_secret.is_empty()).then(|| Secret::new(self.client_secret.clone())),
            scopes: self.read_scopes()?,
            group_claim: line("group_claim", &self.group_claim, "must name a claim")?.to_owned(),
            groups: roles.keys().cloned().collect(),
            factor_amr: words("factor_amr", &self.factor_amr)?,
            factor_acr: words("factor_acr", &self.factor_acr)?,
            trusts_email: self.trust_email,
        };
        Ok(SingleSignOn { provider, roles, passwords: self.passwords })
    }

    /// `https`, or `http` where it stays on this machine; to the last character as in its tokens.
    fn read_issuer(&self) -> Result<String, Fault> {
        let text = self.issuer.trim();
        let url = Url::parse(text).ok().filter(|url| url.query().is_none() && url.fragment().is_none());
        let fits = url.is_some_and(|url| {
            url.scheme() == "https" || (url.scheme() == "http" && url.host_str().is_some_and(host::is_loopback))
        });
        if fits { Ok(text.to_owned()) } else { Err(wrong("issuer", "must be an address with https")) }
    }

    fn read_scopes(&self) -> Result<String, Fault> {
        let scopes: Vec<&str> = self.scopes.split_whitespace().collect();
        if scopes.contains(&"openid") { Ok(scopes.join(" ")) } else { Err(wrong("scopes", "must contain openid")) }
    }

    fn given(&self) -> Result<BTreeMap<String, Vec<Role>>, Fault> {
        if self.roles.is_empty() {
            return Err(wrong("roles", "names no group: nobody could sign in"));
        }
        if self.roles.len() > MOST_GROUPS {
            return Err(wrong("roles", "names more than 200 groups"));
        }
        let known = Role::ALL.map(Role::word).join(", ");
        let mut given = BTreeMap::new();
        for (group, words) in &self.roles {
            let group = line("roles", group, "has a group without a name, or with one of more than 200 characters")?;
            let roles: Option<Vec<Role>> = words.iter().map(|word| Role::from_word(word)).collect();
            let roles = roles.filter(|roles| !roles.is_empty());
            let why = format!("{group} must give one or more of {known}");
            given.insert(group.to_owned(), roles.ok_or_else(|| wrong("roles", &why))?);
        }
        Ok(given)
    }
}

fn words(key: &str, all: &[String]) -> Result<Vec<String>, Fault> {
    let each = all.iter().map(|word| line(key, word, "has an empty word, or one of more than 200 characters"));
    each.map(|word| word.map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use gatehouse_core::Role;
    use std::collections::BTreeMap;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(text, &BTreeMap::new()).map_err(|fault| fault.to_string())
    }

    const WHOLE: &str = "[staff_sign_in]\nissuer = 'https://id.example.com/realms/staff'\nclient_id = 'gatehouse'\n\
                         label = 'Example ID'\nfactor_amr = ['mfa']\npasswords = false\n\
                         [staff_sign_in.roles]\n\"Portal admins\" = ['administrator']\ndesk = ['support', 'lab']";

    /// ALL-8
    #[tokio::test]
    async fn groups_are_given_roles_and_without_an_issuer_there_is_no_single_sign_on() {
        assert!(parse("").unwrap().staff_sign_in().unwrap().is_none());
        let found = parse(WHOLE).unwrap().staff_sign_in().unwrap().unwrap();
        assert_eq!(found.roles["Portal admins"], [Role::Administrator]);
        assert_eq!(found.roles["desk"], [Role::Support, Role::Lab]);
        assert_eq!(found.provider.issuer, "https://id.example.com/realms/staff");
        assert!(found.provider.groups.contains("desk") && found.provider.counts_factors() && !found.passwords);
        let secret = [("GATEHOUSE__STAFF_SIGN_IN__CLIENT_SECRET".to_owned(), "s".to_owned())];
        let found = Config::parse(WHOLE, &secret.into()).unwrap().staff_sign_in().unwrap().unwrap();
        assert!(found.provider.secret.is_some());
    }

    /// ALL-8
    #[tokio::test]
    async fn what_would_keep_everybody_out_is_refused_at_the_start() {
        let without = |line: &str| WHOLE.lines().filter(|one| !one.contains(line)).collect::<Vec<_>>().join("\n");
        for (text, key) in [
            (without("issuer"), "staff_sign_in.issuer"),
            (WHOLE.replace("https:", "http:"), "staff_sign_in.issuer"),
            (without("client_id"), "staff_sign_in.client_id"),
            (without("label"), "staff_sign_in.label"),
            (WHOLE.replace("'lab'", "'root'"), "staff_sign_in.roles"),
            (WHOLE.replace("['administrator']", "[]"), "staff_sign_in.roles"),
            (WHOLE.split("[staff_sign_in.roles]").next().unwrap().to_owned(), "staff_sign_in.roles"),
            (WHOLE.replace("passwords", "scopes = 'email'\npasswords"), "staff_sign_in.scopes"),
            (WHOLE.replace("['mfa']", "['']"), "staff_sign_in.factor_amr"),
            (WHOLE.replace("passwords", "password"), "password"),
        ] {
            let refused = parse(&text).err().unwrap_or_default();
            assert!(refused.contains(key), "{text}: {refused}");
        }
    }
}
