//! What the operator says of a service.

use crate::Endpoints;
use gatehouse_core::Secret;

/// A service that people can sign in with.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its word in addresses and in the database: `google`.
    pub word: String,
    /// What its button calls it.
    pub label: String,
    /// How it is spoken to.
    pub protocol: Protocol,
    /// What it calls us.
    pub client_id: String,
    /// How we prove to it that it is us.
    pub secret: ClientSecret,
    /// What is asked for.
    pub scopes: String,
    /// Whether its word counts that an address is the person's own. Where it does not, a mailed link proves the address.
    pub trusts_email: bool,
    /// Where its button is shown.
    pub regions: Regions,
    /// Who named it.
    pub named_by: NamedBy,
}

/// Who named a service, and so which of its addresses may lead inside the operator's network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NamedBy {
    /// The operator: its own host may be anywhere.
    #[default]
    Operator,
    /// A company's owner: all of it is asked as a stranger's address.
    Company,
}

/// How a service is spoken to.
#[derive(Clone, Debug)]
pub enum Protocol {
    /// OpenID Connect.
    OpenId {
        /// Its name in ID tokens, and where its description lies.
        issuer: String,
        /// Where it is asked, if that is not read from its description.
        fixed: Option<Endpoints>,
        /// It answers by a form that the browser posts from its page (Apple, where a name or an address is asked for).
        posts: bool,
    },
    /// OAuth 2.0, then the person's record from the Graph API (Facebook).
    Graph {
        /// Where the person decides.
        authorization: String,
        /// Where the code is exchanged.
        token: String,
        /// Where the record is.
        me: String,
    },
}

/// How we prove to a service that it is us.
#[derive(Clone, Debug)]
pub enum ClientSecret {
    /// Not at all: PKCE alone.
    None,
    /// By a password.
    Text(Secret<String>),
    /// By a statement that is signed anew each time (Apple).
    Apple(AppleKey),
}

/// Apple's key for us.
#[derive(Clone, Debug)]
pub struct AppleKey {
    /// The team.
    pub team: String,
    /// The key's name.
    pub key_id: String,
    /// The file `.p8`: PKCS #8 in PEM.
    pub pem: Secret<String>,
}

/// Where a service is shown, by country (ISO 3166-1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regions {
    /// Only there; empty: everywhere.
    pub only: Vec<String>,
    /// Not there.
    pub never: Vec<String>,
}

impl Regions {
    /// Whether it is shown to somebody of this country. Of whom no country is known sees what is shown in most.
    pub fn shows(&self, country: Option<&str>) -> bool {
        let has = |list: &[String]| country.is_some_and(|code| list.iter().any(|one| one == code));
        (self.only.is_empty() || has(&self.only)) && !has(&self.never)
    }
}

impl Provider {
    /// By whose name its subjects are told apart.
    pub fn issuer(&self) -> &str {
        match &self.protocol {
            Protocol::OpenId { issuer, .. } => issuer,
            Protocol::Graph { .. } => "https://www.facebook.com",
        }
    }

    /// Whether its answer is posted from its own page.
    pub const fn posts(&self) -> bool {
        matches!(self.protocol, Protocol::OpenId { posts: true, .. })
    }
}

#[cfg(test)]
mod tests {
    use super::Regions;

    /// ACC-7
    #[test]
    fn a_service_is_shown_where_the_operator_says() {
        let list = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        let everywhere = Regions::default();
        let but = Regions { only: Vec::new(), never: list(&["CN", "RU"]) };
        let only = Regions { only: list(&["JP"]), never: Vec::new() };
        let shown = |country| [&everywhere, &but, &only].map(|regions| regions.shows(country));
        assert_eq!(shown(Some("JP")), [true, true, true]);
        assert_eq!(shown(Some("CN")), [true, false, false]);
        assert_eq!(shown(None), [true, true, false]);
    }
}
