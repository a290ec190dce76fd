//! A company's own OpenID Connect provider (COM-14). Its owner named it, so its word goes no further than the company: it is asked as a
//! stranger's address, each company has an answer's address of its own, somebody is known by the row of the provider and the subject, and
//! an address that it asserts leads to an account only if the company has proven the address's domain.

use crate::exchange::name;
use crate::factors::tells_more_than_one;
use crate::id_token::Said;
use crate::metadata::description;
use crate::{ClientSecret, Federation, Flow, NamedBy, Protocol, Provider, Regions, Returned, Trouble};
use gatehouse_address::Email;
use gatehouse_context::Cx;
use gatehouse_core::{HOUR, Moment, Secret, Uuid, host};
use serde::{Deserialize, Serialize};
use std::fmt;
use url::Url;

/// The longest issuer.
const LONGEST_ISSUER: usize = 255;
/// Where a description lies below its issuer; people paste the whole address.
const DESCRIPTION: &str = "/.well-known/openid-configuration";
/// How long the owner's own round trip lets the provider be switched on.
pub const TESTED: i64 = HOUR;

/// A provider's name, as it stands in its tokens: an address, to the last character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer(String);

/// What was typed names no provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongIssuer {
    /// Nothing was typed.
    #[error("no address was given")]
    Missing,
    /// No address, one that is too long, or one with a name, a question or a fragment in it.
    #[error("this is not the address of a provider")]
    NotAnAddress,
    /// `http:`.
    #[error("the address must begin with https")]
    NotEncrypted,
}

impl Issuer {
    /// Reads what a person typed: the issuer, or the address of its description. Where it leads is seen when it is asked.
    pub fn read(typed: &str) -> Result<Self, WrongIssuer> {
        let text = typed.trim();
        let text = text.strip_suffix(DESCRIPTION).unwrap_or(text);
        if text.is_empty() {
            return Err(WrongIssuer::Missing);
        }
        let url = Url::parse(text).map_err(|_| WrongIssuer::NotAnAddress)?;
        let is_bare = url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
            && text.len() <= LONGEST_ISSUER
            && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        match (url.scheme(), url.host_str()) {
            _ if !is_bare => Err(WrongIssuer::NotAnAddress),
            ("https", Some(_)) => Ok(Self(text.to_owned())),
            ("http", Some(name)) if host::is_loopback(name) => Ok(Self(text.to_owned())),
            ("http", _) => Err(WrongIssuer::NotEncrypted),
            _ => Err(WrongIssuer::NotAnAddress),
        }
    }

    /// To be stored and compared.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether two texts lead to one place.
    fn is_alike(&self, other: &str) -> bool {
        let place = |text: &str| Url::parse(text.trim_end_matches('/')).ok();
        place(self.as_str()).is_some_and(|own| place(other) == Some(own))
    }
}

/// What a company's owner says of its provider.
#[derive(Clone)]
pub struct CompanyProvider {
    /// Its row. Of one issuer for ever: with another one come other people under the same subjects, so that is another row.
    pub id: Uuid,
    /// Its name.
    pub issuer: Issuer,
    /// What it calls us.
    pub client_id: String,
    /// How we prove to it that it is us; none: PKCE alone.
    pub secret: Option<Secret<String>>,
    /// Whether its word counts that somebody gave a second factor.
    pub trusts_mfa: bool,
}

/// Who it is, as the company's provider says.
#[derive(Clone, Deserialize, Serialize)]
pub struct MemberClaims {
    /// The provider's row.
    pub provider: Uuid,
    /// What the provider calls them, for ever.
    pub subject: String,
    /// The address that it has of them.
    pub email: Option<String>,
    /// What it says of that.
    pub said: Said,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
    /// Whether it says that they gave a second factor, and its word counts.
    pub gave_factor: bool,
}

/// Why the address leads to no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoLink {
    /// The provider tells none.
    #[error("the provider tells no address")]
    NoAddress,
    /// It is none that mails can be sent to.
    #[error("the provider tells no usable address")]
    NotAnAddress,
    /// The provider says that it is not the person's.
    #[error("the provider says that the address is not verified")]
    Unverified,
    /// Its domain is none that this company has proven.
    #[error("the address is of no verified domain of the company")]
    OtherDomain,
}

/// What a provider says of itself, for the owner who sets it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Its name as it writes it; this is what is to be stored.
    pub issuer: Issuer,
    /// Where people sign in.
    pub signs_in_at: String,
}

impl CompanyProvider {
    /// A question to it. What a browser carries names the row, so an answer to another company's question is none to this one.
    pub fn ask(&self, cx: &Cx, anew: bool) -> Flow {
        Flow::new(cx, &self.word(), anew)
    }

    /// Whether it may be switched on: its owner came back from it within the last hour.
    pub fn may_go_on(tested_at: Option<Moment>, now: Moment) -> bool {
        tested_at.is_some_and(|at| at.was_within(now, TESTED))
    }

    fn word(&self) -> String {
        format!("company-{}", self.id)
    }

    fn provider(&self) -> Provider {
        Provider {
            word: self.word(),
            label: String::new(),
            protocol: Protocol::OpenId { issuer: self.issuer.0.clone(), fixed: None, posts: false },
            client_id: self.client_id.clone(),
            secret: self.secret.clone().map_or(ClientSecret::None, ClientSecret::Text),
            scopes: "openid email profile".to_owned(),
            trusts_email: false,
            regions: Regions::default(),
            named_by: NamedBy::Company,
        }
    }
}

impl Federation {
    /// What a provider says of itself, asked now. It must name itself as it was named; a slash at the end more or less is its choice.
    pub async fn look_at(&self, cx: &Cx, provider: &CompanyProvider) -> Result<Described, Trouble> {
        let issuer = &provider.issuer;
        let found = description(cx, &provider.provider(), issuer.as_str()).await?;
        if !issuer.is_alike(&found.issuer) {
            return Err(Trouble::Refused("its description is of another issuer"));
        }
        let issuer = Issuer::read(&found.issuer).map_err(|_| Trouble::Refused("its description names no issuer"))?;
        Ok(Described { issuer, signs_in_at: found.authorization_endpoint })
    }

    /// The address at a company's provider to which the browser goes. `back`: the answer's address of this company alone.
    pub async fn company_address(
        &self,
        cx: &Cx,
        provider: &CompanyProvider,
        flow: &Flow,
        back: &str,
    ) -> Result<String, Trouble> {
        self.address(cx, &provider.provider(), flow, back).await
    }

    /// Who it is that a company's provider sent back to `back`. `flow` is what this browser carries, and is taken back with the answer.
    pub async fn member(
        &self,
        cx: &Cx,
        provider: &CompanyProvider,
        flow: &Flow,
        back: &str,
        returned: &Returned,
    ) -> Result<MemberClaims, Trouble> {
        if !flow.asked(&provider.word(), returned) {
            return Err(Trouble::Refused("it is no answer to the question"));
        }
        let issuer = provider.issuer.as_str();
        let (token, told) = self.told(cx, &provider.provider(), issuer, (flow, back, returned)).await?;
        Ok(MemberClaims {
            provider: provider.id,
            gave_factor: provider.trusts_mfa && tells_more_than_one(&token.amr, &token.acr),
            subject: token.sub,
            said: told.said(issuer),
            email: told.email,
            first_name: name(told.given_name),
            last_name: name(told.family_name),
        })
    }
}

impl MemberClaims {
    /// By what they are found again, whatever address the provider tells later.
    pub fn identity(&self) -> (Uuid, &str) {
        (self.provider, &self.subject)
    }

    /// The address by which somebody who is not known by [`MemberClaims::identity`] may be linked to an account, or get one.
    /// `is_verified_domain`: whether the company *of this provider* has proven the address's domain. An account with a personal side still
    /// proves itself once by its own means.
    pub fn address_to_link(&self, is_verified_domain: impl FnOnce(&Email) -> bool) -> Result<Email, NoLink> {
        let told = self.email.as_deref().filter(|told| !told.trim().is_empty()).ok_or(NoLink::NoAddress)?;
        let email = Email::parse(told).map_err(|_| NoLink::NotAnAddress)?;
        if self.said == Said::Unverified {
            Err(NoLink::Unverified)
        } else if !is_verified_domain(&email) {
            Err(NoLink::OtherDomain)
        } else {
            Ok(email)
        }
    }
}

impl fmt::Debug for CompanyProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CompanyProvider").field("id", &self.id).field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{CompanyProvider, Issuer, MemberClaims, NoLink, TESTED, WrongIssuer};
    use crate::Said;
    use gatehouse_core::{Moment, Uuid};

    /// COM-14
    #[test]
    fn an_issuer_is_an_address_and_kept_to_the_last_character() {
        let read = |typed: &str| Issuer::read(typed).map(|issuer| issuer.as_str().to_owned());
        for (typed, meant) in [
            ("https://id.acme.example", "https://id.acme.example"),
            (" https://id.acme.example/ ", "https://id.acme.example/"),
            ("https://id.acme.example/realms/a", "https://id.acme.example/realms/a"),
            ("https://id.acme.example/a/.well-known/openid-configuration", "https://id.acme.example/a"),
            ("http://127.0.0.1:9/acme", "http://127.0.0.1:9/acme"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(meant), "{typed}");
        }
        for (typed, why) in [
            (" ", WrongIssuer::Missing),
            ("/.well-known/openid-configuration", WrongIssuer::Missing),
            ("id.acme.example", WrongIssuer::NotAnAddress),
            ("http://id.acme.example", WrongIssuer::NotEncrypted),
            ("ftp://id.acme.example", WrongIssuer::NotAnAddress),
            ("https://a:b@id.acme.example", WrongIssuer::NotAnAddress),
            ("https://id.acme.example?a=b", WrongIssuer::NotAnAddress),
            ("https://id.acme.example#a", WrongIssuer::NotAnAddress),
            ("https://id.acme.example/a b", WrongIssuer::NotAnAddress),
        ] {
            assert_eq!(read(typed), Err(why), "{typed}");
        }
        assert_eq!(read(&format!("https://id.acme.example/{}", "a".repeat(255))), Err(WrongIssuer::NotAnAddress));
        let issuer = Issuer::read("https://id.acme.example/a").unwrap();
        assert!(issuer.is_alike("https://ID.acme.example/a/"));
        for other in
            ["https://id.acme.example/b", "https://id.acme.example.evil.example/a", "http://id.acme.example/a", ""]
        {
            assert!(!issuer.is_alike(other), "{other}");
        }
    }

    /// COM-14
    #[test]
    fn an_address_links_only_in_a_verified_domain_and_never_against_the_providers_word() {
        let claims = |email: Option<&str>, said| MemberClaims {
            provider: Uuid::nil(),
            subject: "1".to_owned(),
            email: email.map(str::to_owned),
            said,
            first_name: None,
            last_name: None,
            gave_factor: false,
        };
        let link = |email, said| {
            let found = claims(email, said).address_to_link(|email| email.normalized().ends_with("@acme.example"));
            found.map(|email| email.normalized().to_owned())
        };
        let own = Some("Aiko@Acme.example");
        assert_eq!(link(own, Said::Verified).as_deref(), Ok("aiko@acme.example"));
        assert_eq!(link(own, Said::Nothing).as_deref(), Ok("aiko@acme.example"));
        assert_eq!(link(own, Said::Unverified), Err(NoLink::Unverified));
        assert_eq!(link(Some("aiko@other.example"), Said::Verified), Err(NoLink::OtherDomain));
        assert_eq!(link(Some("aiko"), Said::Verified), Err(NoLink::NotAnAddress));
        assert_eq!(link(Some(" "), Said::Verified), Err(NoLink::NoAddress));
        assert_eq!(link(None, Said::Verified), Err(NoLink::NoAddress));
    }

    /// COM-14
    #[test]
    fn it_is_switched_on_soon_after_its_owner_came_back_from_it() {
        let now = Moment::from_seconds(1_000_000);
        assert!(CompanyProvider::may_go_on(Some(now.plus(1 - TESTED)), now));
        assert!(!CompanyProvider::may_go_on(Some(now.plus(-TESTED)), now));
        assert!(!CompanyProvider::may_go_on(Some(now.plus(TESTED)), now), "by a clock that was ahead");
        assert!(!CompanyProvider::may_go_on(None, now));
    }
}
