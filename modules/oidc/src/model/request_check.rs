//! Whether a request can be answered, and what has to happen before (OAuth 2.1, RFC 9700, OpenID Connect Core §3.1.2). Pure: the client is
//! known, and its address for the answer has been compared to the letter.

use crate::model::acr::Acr;
use crate::model::client::{Client, SCOPES};
use crate::model::dpop::is_thumbprint;
use crate::model::pkce;
use crate::model::problem::{Code, Problem};
use crate::model::request::Asked;
use gatehouse_core::{Moment, SECOND};

/// The scope by which tokens go on without the browser's session.
pub const OFFLINE: &str = "offline_access";
/// The scope of OpenID Connect.
pub const OPENID: &str = "openid";

/// Whether, and what, the person is to be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    /// Nothing at all.
    pub none: bool,
    /// For a new proof of who they are.
    pub login: bool,
    /// Whether they agree, also when they did before.
    pub consent: bool,
    /// Which account.
    pub select_account: bool,
}

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Scopes that the client may ask for, separated by spaces, in our order.
    pub scope: String,
    /// What may be asked.
    pub prompt: Prompt,
    /// How old the proof may be, in seconds.
    pub max_age: Option<i64>,
    /// Whether a second factor is wanted.
    pub two_step: bool,
}

/// The scopes among these words that the client may ask for, in our order, separated by spaces.
#[must_use]
pub fn allowed(client: &Client, asked: &str) -> String {
    let is_asked = |scope: &&&str| asked.split(' ').any(|word| word == **scope) && client.allows_scope(scope);
    SCOPES.iter().filter(is_asked).copied().collect::<Vec<_>>().join(" ")
}

/// Whether every one of these scopes is among those.
#[must_use]
pub fn covers(those: &str, these: &str) -> bool {
    these.split(' ').all(|scope| has(those, scope))
}

/// Whether a scope is among these.
#[must_use]
pub fn has(scopes: &str, scope: &str) -> bool {
    scopes.split(' ').any(|word| word == scope)
}

/// Checks the parameters. `is_pushed`: they came by the client itself.
pub fn check(asked: &Asked, client: &Client, is_pushed: bool) -> Result<Wanted, Problem> {
    let not = |code, text| Err(Problem::new(code, text));
    if asked.is_doubled {
        return Err(Problem::request("a parameter is there twice"));
    }
    if asked.is_too_long {
        return Err(Problem::request("a parameter is longer than 2,000 bytes, or all of them are longer than 6,000"));
    }
    if !asked.request.is_empty() {
        return not(Code::RequestNotSupported, "push the request instead (RFC 9126)");
    }
    if !asked.request_uri.is_empty() {
        return not(Code::RequestUriNotSupported, "only addresses of requests that were pushed here are known");
    }
    if !asked.registration.is_empty() {
        return not(Code::RegistrationNotSupported, "clients are registered by the operator");
    }
    if client.require_par && !is_pushed {
        return Err(Problem::request("this client has to push its requests (RFC 9126)"));
    }
    match asked.response_type.as_str() {
        "code" => {}
        "" => return Err(Problem::request("response_type is missing")),
        _ => return not(Code::UnsupportedResponseType, "response_type has to be code"),
    }
    if !matches!(asked.response_mode.as_str(), "" | "query") {
        return Err(Problem::request("response_mode has to be query"));
    }
    if asked.code_challenge.is_empty() {
        return Err(Problem::request("code_challenge is missing (RFC 7636)"));
    }
    if asked.code_challenge_method != pkce::METHOD || !pkce::is_challenge(&asked.code_challenge) {
        return Err(Problem::request("code_challenge_method has to be S256"));
    }
    if !asked.dpop_jkt.is_empty() && !is_thumbprint(&asked.dpop_jkt) {
        return Err(Problem::request("dpop_jkt is no thumbprint (RFC 7638)"));
    }
    let scope = allowed(client, &asked.scope);
    if scope.is_empty() {
        return not(Code::InvalidScope, "none of these scopes is allowed to this client");
    }
    let prompt = prompt(&asked.prompt)?;
    let max_age = match asked.max_age.as_str() {
        "" => None,
        text => Some(text.parse::<u32>().map_err(|_| Problem::request("max_age is no number of seconds"))?.into()),
    };
    let two_step = asked.acr_values.split(' ').any(|word| word == Acr::TwoStep.word());
    Ok(Wanted { scope, prompt, max_age, two_step })
}

fn prompt(text: &str) -> Result<Prompt, Problem> {
    let mut prompt = Prompt::default();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match word {
            "none" => prompt.none = true,
            "login" => prompt.login = true,
            "consent" => prompt.consent = true,
            "select_account" => prompt.select_account = true,
            _ => return Err(Problem::request("prompt has a word that is not known")),
        }
    }
    if prompt.none && (prompt.login || prompt.consent || prompt.select_account) {
        return Err(Problem::request("prompt=none stands alone"));
    }
    Ok(prompt)
}

/// What is known of whoever is at the browser.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// When they proved who they are.
    pub proven_at: Moment,
    /// By what.
    pub acr: Acr,
    /// Whether they have a second factor.
    pub has_factor: bool,
    /// Something else has to be done first in the portal, at one of its gates.
    pub is_kept: bool,
    /// Whether they are the one that the client means; also where it means nobody.
    pub is_meant: bool,
    /// Whether they have allowed all of this before, or need not.
    pub has_allowed: bool,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The answer.
    Answer,
    /// Signing in.
    SignIn,
    /// A proof of who they are; of two steps where that is true.
    Prove(bool),
    /// The page that asks.
    Ask,
    /// No answer is possible without asking.
    No(Problem),
}

/// Decides it. `began_at`: when the request came; a proof of later is as new as can be.
#[must_use]
pub fn next(wanted: &Wanted, person: Option<&Person>, began_at: Moment, now: Moment) -> Next {
    let prompt = wanted.prompt;
    let or = |next: Next, code: Code, text: &'static str| {
        if prompt.none { Next::No(Problem::new(code, text)) } else { next }
    };
    let Some(person) = person else {
        return or(Next::SignIn, Code::LoginRequired, "nobody is signed in");
    };
    if !person.is_meant {
        return or(Next::Ask, Code::LoginRequired, "another person is signed in");
    }
    let is_of_before = person.proven_at < began_at;
    let is_old = |age: i64| person.proven_at.plus(age.saturating_mul(SECOND)) < now;
    if is_of_before && (prompt.login || wanted.max_age.is_some_and(is_old)) {
        return or(Next::Prove(false), Code::LoginRequired, "the proof is too old");
    }
    // It is wished, not demanded (OpenID Connect Core §3.1.2.1): without asking it is left at what there is.
    if wanted.two_step && person.acr < Acr::TwoStep && person.has_factor && !prompt.none {
        return Next::Prove(true);
    }
    if person.is_kept {
        return or(Next::Ask, Code::InteractionRequired, "the person has something to do in the portal first");
    }
    if prompt.consent || prompt.select_account || !person.has_allowed {
        return or(Next::Ask, Code::ConsentRequired, "the person has not agreed");
    }
    Next::Answer
}

#[cfg(test)]
mod tests {
    use super::{Next, Person, Prompt, Wanted, allowed, check, covers, next};
    use crate::model::acr::Acr;
    use crate::model::client::{Client, ClientKind, IdTokenAlg};
    use crate::model::problem::Code;
    use crate::model::request::Asked;
    use gatehouse_core::{MINUTE, Moment, SECOND, Uuid};

    fn client() -> Client {
        Client {
            id: Uuid::from_u128(1),
            client_id: "ghc_1".into(),
            name: "Shop".into(),
            kind: ClientKind::Web,
            confidential: true,
            native: false,
            device_grant: false,
            redirect_uris: vec!["https://shop.example/cb".into()],
            post_logout_redirect_uris: Vec::new(),
            backchannel_logout_uri: None,
            scopes: vec!["openid".into(), "email".into()],
            id_token_alg: IdTokenAlg::Rs256,
            require_par: false,
            first_party: false,
            products: Vec::new(),
        }
    }

    fn asked(change: &[(&str, &str)]) -> Asked {
        let mut all = vec![
            ("client_id", "ghc_1"),
            ("redirect_uri", "https://shop.example/cb"),
            ("response_type", "code"),
            ("scope", "openid email profile"),
            ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
            ("code_challenge_method", "S256"),
        ];
        for (name, value) in change {
            all.retain(|(known, _)| known != name);
            all.push((*name, *value));
        }
        Asked::read(all)
    }

    /// ACC-21
    #[test]
    fn a_hostile_request_is_refused_with_its_word() {
        let long = "x".repeat(2_001);
        for (change, code) in [
            (&[("response_type", "")][..], Code::InvalidRequest),
            (&[("response_type", "token")], Code::UnsupportedResponseType),
            (&[("response_type", "code id_token")], Code::UnsupportedResponseType),
            (&[("response_mode", "fragment")], Code::InvalidRequest),
            (&[("code_challenge", "")], Code::InvalidRequest),
            (&[("code_challenge", "short")], Code::InvalidRequest),
            (&[("code_challenge_method", "")], Code::InvalidRequest),
            (&[("code_challenge_method", "plain")], Code::InvalidRequest),
            (&[("code_challenge_method", "s256")], Code::InvalidRequest),
            (&[("request", "eyJ")], Code::RequestNotSupported),
            (&[("request_uri", "https://evil.example/r")], Code::RequestUriNotSupported),
            (&[("registration", "{}")], Code::RegistrationNotSupported),
            (&[("scope", "")], Code::InvalidScope),
            (&[("scope", "admin")], Code::InvalidScope),
            (&[("prompt", "none login")], Code::InvalidRequest),
            (&[("prompt", "create")], Code::InvalidRequest),
            (&[("max_age", "-1")], Code::InvalidRequest),
            (&[("max_age", "99999999999")], Code::InvalidRequest),
            (&[("dpop_jkt", "x")], Code::InvalidRequest),
            (&[("state", long.as_str())], Code::InvalidRequest),
        ] {
            assert_eq!(check(&asked(change), &client(), false).unwrap_err().code, code, "{change:?}");
        }
        let twice = Asked::read([("scope", "openid"), ("scope", "openid")]);
        assert_eq!(check(&twice, &client(), false).unwrap_err().code, Code::InvalidRequest);
        let much = "x".repeat(1_900);
        let whole = asked(&[
            ("state", much.as_str()),
            ("nonce", much.as_str()),
            ("login_hint", much.as_str()),
            ("ui_locales", much.as_str()),
        ]);
        assert_eq!(check(&whole, &client(), false).unwrap_err().code, Code::InvalidRequest);
        let two_places = Asked::read([("redirect_uri", "https://a.example"), ("redirect_uri", "https://b.example")]);
        assert_eq!(two_places.redirect_uri, "", "neither of two addresses is believed");
        let pushing = Client { require_par: true, ..client() };
        assert!(check(&asked(&[]), &pushing, false).is_err() && check(&asked(&[]), &pushing, true).is_ok());
        let wanted = check(&asked(&[("max_age", "0"), ("prompt", "login consent")]), &client(), false).unwrap();
        assert_eq!((wanted.scope.as_str(), wanted.max_age), ("openid email", Some(0)));
        assert_eq!(allowed(&client(), "email  openid openid"), "openid email");
        assert!(covers("openid email", "email") && !covers("openid", "openid email"));
    }

    fn wanted(prompt: Prompt, max_age: Option<i64>, two_step: bool) -> Wanted {
        Wanted { scope: "openid".into(), prompt, max_age, two_step }
    }

    /// ACC-21
    #[test]
    fn what_comes_next_follows_from_the_request_and_the_person() {
        let began = Moment(1_000 * MINUTE);
        let now = began.plus(SECOND);
        let known = Person {
            proven_at: began.plus(-10 * MINUTE),
            acr: Acr::Single,
            has_factor: true,
            is_kept: false,
            is_meant: true,
            has_allowed: true,
        };
        let (usual, none) = (Prompt::default(), Prompt { none: true, ..Prompt::default() });
        let go = |wanted: Wanted, person: Option<Person>| next(&wanted, person.as_ref(), began, now);
        let refused = |wanted: Wanted, person: Option<Person>| match go(wanted, person) {
            Next::No(problem) => problem.code,
            other => panic!("{other:?}"),
        };
        assert_eq!(go(wanted(usual, None, false), Some(known)), Next::Answer);
        assert_eq!(go(wanted(usual, None, false), None), Next::SignIn);
        assert_eq!(refused(wanted(none, None, false), None), Code::LoginRequired);
        let login = Prompt { login: true, ..usual };
        assert_eq!(go(wanted(login, None, false), Some(known)), Next::Prove(false));
        let fresh = Person { proven_at: now, ..known };
        assert_eq!(go(wanted(login, Some(0), false), Some(fresh)), Next::Answer, "a new proof ends the asking");
        assert_eq!(go(wanted(usual, Some(60), false), Some(known)), Next::Prove(false));
        assert_eq!(go(wanted(usual, Some(3_600), false), Some(known)), Next::Answer);
        assert_eq!(refused(wanted(none, Some(60), false), Some(known)), Code::LoginRequired);
        assert_eq!(go(wanted(usual, None, true), Some(known)), Next::Prove(true));
        assert_eq!(go(wanted(none, None, true), Some(known)), Next::Answer);
        let without = Person { has_factor: false, ..known };
        assert_eq!(go(wanted(usual, None, true), Some(without)), Next::Answer);
        let new = Person { has_allowed: false, ..known };
        assert_eq!(go(wanted(usual, None, false), Some(new)), Next::Ask);
        assert_eq!(refused(wanted(none, None, false), Some(new)), Code::ConsentRequired);
        let kept = Person { is_kept: true, ..known };
        assert_eq!(refused(wanted(none, None, false), Some(kept)), Code::InteractionRequired);
        let other = Person { is_meant: false, ..known };
        assert_eq!(refused(wanted(none, None, false), Some(other)), Code::LoginRequired);
        let choosing = Prompt { select_account: true, ..usual };
        assert_eq!(go(wanted(choosing, None, false), Some(known)), Next::Ask);
    }
}
