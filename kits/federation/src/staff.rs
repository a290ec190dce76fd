//! The vendor's own OpenID Connect provider, by which its staff sign in (ALL-8). The operator named it. Besides who somebody is it says in
//! which groups they are, when they proved who they are and by what, and when their sessions end (OpenID Connect Back-Channel Logout 1.0).
//!
//! What it says is read as a stranger's: of groups only those count that the operator named, however many are told.

use crate::exchange::{Proven, more, name};
use crate::factors::tells_one_of;
use crate::id_token::{LONGEST_SUBJECT, OneOrMore, SKEW, Said};
use crate::{ClientSecret, Federation, Flow, NamedBy, Protocol, Provider, Regions, Returned, Trouble};
use gatehouse_context::Cx;
use gatehouse_core::{Moment, Secret, host};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt;
use url::Url;

/// Its word in flows: an answer of another service is none to its question.
const WORD: &str = "staff";
/// What a logout token says that it is.
const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// The oldest logout token that is taken, in seconds; younger ones are remembered.
pub const OLDEST_LOGOUT: i64 = 300;
/// A longer ID token is not kept for the sign-out: it would be too long for an address.
const LONGEST_HINT: usize = 4_096;

/// What the operator says of it.
#[derive(Clone)]
pub struct StaffProvider {
    /// Its name in tokens; its description is read from there.
    pub issuer: String,
    /// What its button calls it.
    pub label: String,
    /// What it calls us.
    pub client_id: String,
    /// How we prove to it that it is us; none: PKCE alone.
    pub secret: Option<Secret<String>>,
    /// What is asked for.
    pub scopes: String,
    /// The claim with a person's groups.
    pub group_claim: String,
    /// The groups that mean something here.
    pub groups: BTreeSet<String>,
    /// Words of `amr` that tell of a second factor.
    pub factor_amr: Vec<String>,
    /// Classes of `acr` that ask for a second factor.
    pub factor_acr: Vec<String>,
    /// Whether an address counts of which it does not say whether it is the person's.
    pub trusts_email: bool,
}

/// Who it is, as the provider says.
#[derive(Clone)]
pub struct StaffClaims {
    /// By whose name the subject is one.
    pub issuer: String,
    /// What the provider calls them, for ever.
    pub subject: String,
    /// The address that it has of them, where it says that it is theirs, or is trusted with it.
    pub email: Option<String>,
    /// What they are called.
    pub name: Option<String>,
    /// Those of their groups that the operator named.
    pub groups: BTreeSet<String>,
    /// How many groups were told in all.
    pub groups_told: usize,
    /// Whether they gave a second factor there that counts here.
    pub gave_factor: bool,
    /// Whether it says when they proved who they are.
    pub tells_when: bool,
    /// What it calls their session.
    pub session: Option<String>,
    /// The ID token, by which a sign-out goes on there.
    pub hint: Option<Secret<String>>,
}

/// Whose sessions end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedOut {
    /// The token's own name: it is taken once.
    pub token: String,
    /// The provider.
    pub issuer: String,
    /// All sessions of this subject, unless one is named.
    pub subject: Option<String>,
    /// This session.
    pub session: Option<String>,
}

#[derive(Deserialize)]
struct LogoutToken {
    iss: String,
    aud: OneOrMore,
    iat: i64,
    exp: Option<i64>,
    jti: String,
    sub: Option<String>,
    sid: Option<String>,
    events: Map<String, Value>,
}

impl StaffProvider {
    /// A question to it. `anew`: the person shall prove anew who they are.
    #[must_use]
    pub fn ask(cx: &Cx, anew: bool) -> Flow {
        Flow::new(cx, WORD, anew)
    }

    /// Whether a second factor that was given there can count.
    pub const fn counts_factors(&self) -> bool {
        !self.factor_amr.is_empty() || !self.factor_acr.is_empty()
    }

    fn provider(&self) -> Provider {
        Provider {
            word: WORD.to_owned(),
            label: self.label.clone(),
            protocol: Protocol::OpenId { issuer: self.issuer.clone(), fixed: None, posts: false },
            client_id: self.client_id.clone(),
            secret: self.secret.clone().map_or(ClientSecret::None, ClientSecret::Text),
            scopes: self.scopes.clone(),
            trusts_email: false,
            regions: Regions::default(),
            named_by: NamedBy::Operator,
        }
    }

    fn groups_in(&self, told: &Map<String, Value>) -> Option<(BTreeSet<String>, usize)> {
        let all: Vec<&str> = match told.get(&self.group_claim)? {
            Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
            Value::String(one) => vec![one],
            _ => Vec::new(),
        };
        let named = all.iter().filter(|group| self.groups.contains(**group)).map(|group| (*group).to_owned());
        Some((named.collect(), all.len()))
    }
}

/// A text of a claim, where it is a short one.
fn short(claim: Option<&Value>) -> Option<String> {
    let text = claim?.as_str()?;
    (!text.is_empty() && text.len() <= LONGEST_SUBJECT).then(|| text.to_owned())
}

impl Federation {
    /// The address at the provider to which the browser goes.
    pub async fn staff_address(
        &self,
        cx: &Cx,
        provider: &StaffProvider,
        flow: &Flow,
        back: &str,
    ) -> Result<String, Trouble> {
        self.address(cx, &provider.provider(), flow, back).await
    }

    /// Who it is that the provider sent back to `back`. `flow` is what this browser carries since `asked_at`, and is taken back with the
    /// answer. Where the person was to prove anew who they are, the provider must say that they did so since then.
    pub async fn staff_member(
        &self,
        cx: &Cx,
        provider: &StaffProvider,
        (flow, asked_at): (&Flow, Moment),
        back: &str,
        returned: &Returned,
    ) -> Result<StaffClaims, Trouble> {
        if !flow.asked(WORD, returned) {
            return Err(Trouble::Refused("it is no answer to the question"));
        }
        let kit = provider.provider();
        let Proven { token, text, bearer, endpoints } =
            self.proven(cx, &kit, &provider.issuer, (flow, back, returned)).await?;
        let (earliest, latest) = (asked_at.seconds() - SKEW, cx.now().seconds() + SKEW);
        if flow.anew && !token.auth_time.is_some_and(|at| (earliest..=latest).contains(&at)) {
            return Err(Trouble::Refused("it does not say that the person proved anew who they are"));
        }
        let (mut told, mut groups) = (token.told, provider.groups_in(&token.rest));
        let mut whole = short(token.rest.get("name"));
        let is_unsaid = told.said(&provider.issuer) == Said::Nothing && !provider.trusts_email;
        if (told.email.is_none() || is_unsaid || groups.is_none())
            && let (Some(at), Some(bearer)) = (&endpoints.userinfo_endpoint, &bearer)
        {
            let (beside, rest) = more(cx, &kit, at, bearer, &token.sub).await?;
            told.complete(beside);
            groups = groups.or_else(|| provider.groups_in(&rest));
            whole = whole.or_else(|| short(rest.get("name")));
        }
        let is_theirs = match told.said(&provider.issuer) {
            Said::Verified => true,
            Said::Nothing => provider.trusts_email,
            Said::Unverified => false,
        };
        let (groups, groups_told) = groups.unwrap_or_default();
        let parts = [name(told.given_name), name(told.family_name)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        Ok(StaffClaims {
            issuer: provider.issuer.clone(),
            gave_factor: tells_one_of(&token.amr, &token.acr, &provider.factor_amr, &provider.factor_acr),
            tells_when: token.auth_time.is_some(),
            session: short(token.rest.get("sid")),
            subject: token.sub,
            email: told.email.filter(|_| is_theirs),
            name: name(whole).or_else(|| (!parts.is_empty()).then(|| parts.join(" "))),
            groups,
            groups_told,
            hint: (text.len() <= LONGEST_HINT).then(|| Secret::new(text)),
        })
    }

    /// Whose sessions the provider ends by this logout token.
    pub async fn staff_logout(&self, cx: &Cx, provider: &StaffProvider, text: &str) -> Result<LoggedOut, Trouble> {
        let kit = provider.provider();
        let endpoints = self.memory.endpoints(cx, &kit).await?;
        let claims: Map<String, Value> = self.verified(cx, &kit, &endpoints, text).await?;
        // An ID token is none: it has a nonce.
        let has_nonce = claims.contains_key("nonce");
        let token: LogoutToken = serde_json::from_value(Value::Object(claims))
            .map_err(|_| Trouble::Refused("the logout token lacks what it must have"))?;
        let now = cx.now().seconds();
        let is_short = |text: &String| !text.is_empty() && text.len() <= LONGEST_SUBJECT;
        let why = if token.iss != provider.issuer {
            "the logout token is of another issuer"
        } else if !token.aud.all().contains(&provider.client_id) {
            "the logout token is for somebody else"
        } else if has_nonce || !token.events.get(LOGOUT).is_some_and(Value::is_object) {
            "the logout token is none"
        } else if token.iat > now + SKEW {
            "the logout token is of the future"
        } else if token.iat < now - OLDEST_LOGOUT || token.exp.is_some_and(|at| at <= now - SKEW) {
            "the logout token is too old"
        } else if !is_short(&token.jti) {
            "the logout token has no name"
        } else if token.sub.is_none() && token.sid.is_none() {
            "the logout token names nobody"
        } else if ![&token.sub, &token.sid].into_iter().flatten().all(is_short) {
            "the logout token names somebody by a text that is none"
        } else {
            return Ok(LoggedOut { token: token.jti, issuer: token.iss, subject: token.sub, session: token.sid });
        };
        Err(Trouble::Refused(why))
    }

    /// The address at the provider where a sign-out goes on, if it has one. `back`: where it leads afterwards.
    pub async fn staff_sign_out(
        &self,
        cx: &Cx,
        provider: &StaffProvider,
        hint: Option<&Secret<String>>,
        back: &str,
    ) -> Result<Option<String>, Trouble> {
        let Some(text) = self.memory.endpoints(cx, &provider.provider()).await?.end_session_endpoint else {
            return Ok(None);
        };
        let mut url = Url::parse(&text).map_err(|_| Trouble::Refused("its address is none"))?;
        let is_here = url.scheme() == "http" && url.host_str().is_some_and(host::is_loopback);
        if url.scheme() != "https" && !is_here {
            return Err(Trouble::Refused("its address is not https"));
        }
        {
            let mut query = url.query_pairs_mut();
            if let Some(hint) = hint {
                query.append_pair("id_token_hint", hint.expose());
            }
            query.append_pair("client_id", &provider.client_id);
            query.append_pair("post_logout_redirect_uri", back);
        }
        Ok(Some(url.into()))
    }

    /// Whether the provider ends sessions by itself, as its description says, and where a sign-out goes on; for the settings' page.
    pub async fn staff_described(&self, cx: &Cx, provider: &StaffProvider) -> Result<bool, Trouble> {
        Ok(self.memory.endpoints(cx, &provider.provider()).await?.end_session_endpoint.is_some())
    }
}

impl fmt::Debug for StaffProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StaffProvider").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

impl fmt::Debug for StaffClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StaffClaims").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::StaffProvider;
    use serde_json::{Value, json};
    use std::collections::BTreeSet;

    /// ALL-8
    #[test]
    fn of_groups_only_those_count_that_the_operator_named() {
        let provider = StaffProvider {
            issuer: "https://id.example".to_owned(),
            label: "ID".to_owned(),
            client_id: "staff".to_owned(),
            secret: None,
            scopes: "openid".to_owned(),
            group_claim: "groups".to_owned(),
            groups: ["desk", "admins"].map(str::to_owned).into(),
            factor_amr: Vec::new(),
            factor_acr: Vec::new(),
            trusts_email: false,
        };
        let many: Vec<String> = (0..10_000).map(|n| format!("group-{n}")).chain(["desk".to_owned()]).collect();
        for (claims, expected) in [
            (json!({}), None),
            (json!({ "groups": ["desk", "desk", "other"] }), Some((vec!["desk"], 3))),
            (json!({ "groups": "admins" }), Some((vec!["admins"], 1))),
            (json!({ "groups": [1, null, ["desk"], { "desk": true }] }), Some((vec![], 0))),
            (json!({ "groups": { "desk": true } }), Some((vec![], 0))),
            (json!({ "groups": true }), Some((vec![], 0))),
            (json!({ "groups": ["DESK", " desk", "desk\u{0}"] }), Some((vec![], 3))),
            (json!({ "groups": many }), Some((vec!["desk"], 10_001))),
            (json!({ "groups": ["x".repeat(1 << 20), "desk"] }), Some((vec!["desk"], 2))),
        ] {
            let Value::Object(claims) = claims else { continue };
            let expected =
                expected.map(|(groups, told)| (groups.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), told));
            assert_eq!(provider.groups_in(&claims), expected);
        }
    }
}
