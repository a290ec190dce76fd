//! Companies' own providers: what one of them can say, and of whom. The provider of the tests stands on this machine, which the policy of
//! most of them allows.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

mod hostile;

use gatehouse_address::Email;
use gatehouse_context::Cx;
use gatehouse_core::Uuid;
use gatehouse_federation::{CompanyProvider, Federation, Flow, Issuer, MemberClaims, NoLink, Returned, Said, Trouble};
use gatehouse_reach::{Policy, Reach, Unreachable};
use gatehouse_testkit::identity_provider::SECRET;
use gatehouse_testkit::{IdentityProvider, TestEngine, World};
use serde_json::{Value, json};
use std::collections::HashMap;
use url::Url;

const WRONG: Trouble = Trouble::Refused("it is no answer to the question");

/// A portal, and a company with its provider.
struct Office {
    world: World,
    federation: Federation,
    at: IdentityProvider,
    acme: CompanyProvider,
}

fn company(at: &IdentityProvider, id: u128) -> CompanyProvider {
    CompanyProvider {
        id: Uuid::from_u128(id),
        issuer: Issuer::read(&format!("{}/realm", at.origin())).unwrap(),
        client_id: format!("portal-{id}"),
        secret: Some(SECRET.to_owned().into()),
        trusts_mfa: false,
    }
}

fn back(company: &CompanyProvider) -> String {
    format!("https://portal.example/sign-in/company/{}/answer", company.id)
}

async fn provider(world: &World) -> IdentityProvider {
    let at = IdentityProvider::start().await;
    at.keep_time(&world.clock);
    at
}

impl Office {
    async fn open() -> Self {
        Self::open_with(Policy { loopback: true, ..Policy::default() }).await
    }

    async fn open_with(policy: Policy) -> Self {
        let reach = Reach::new(policy).unwrap();
        let world = World::with(TestEngine::Sqlite, Vec::new(), |parts| parts.services.put(reach)).await;
        let at = provider(&world).await;
        let acme = company(&at, 1);
        Self { world, federation: Federation::default(), at, acme }
    }

    fn cx(&self) -> Cx {
        self.world.cx()
    }

    /// Goes to a company's provider and agrees there.
    async fn agree(&self, company: &CompanyProvider, at: &IdentityProvider) -> (Flow, Returned) {
        let cx = self.cx();
        let flow = company.ask(&cx, false);
        let there = self.federation.company_address(&cx, company, &flow, &back(company)).await.unwrap();
        (flow, returned(&at.agree(&there)))
    }

    async fn member(
        &self,
        company: &CompanyProvider,
        (flow, returned): &(Flow, Returned),
    ) -> Result<MemberClaims, Trouble> {
        self.federation.member(&self.cx(), company, flow, &back(company), returned).await
    }

    /// Signs somebody in at Acme's provider.
    async fn enter(&self, person: Value) -> Result<MemberClaims, Trouble> {
        self.at.is(person);
        let agreed = self.agree(&self.acme, &self.at).await;
        self.member(&self.acme, &agreed).await
    }
}

fn returned(fields: &[(String, String)]) -> Returned {
    let fields: HashMap<_, _> = fields.iter().cloned().collect();
    let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
    Returned { code: field("code"), state: field("state"), iss: field("iss"), ..Returned::default() }
}

fn aiko(verified: &Value) -> Value {
    json!({ "sub": "a-1", "email": "aiko@acme.example", "email_verified": verified, "given_name": "Aiko", "family_name": "Tanaka" })
}

/// Of Acme's domain, which Acme alone has proven.
fn is_acmes(email: &Email) -> bool {
    email.normalized().ends_with("@acme.example")
}

/// COM-14
#[tokio::test]
async fn somebody_of_the_company_is_known_by_provider_and_subject() {
    let office = Office::open().await;
    let claims = office.enter(aiko(&json!(true))).await.unwrap();
    assert_eq!(claims.identity(), (office.acme.id, "a-1"));
    assert_eq!((claims.first_name.as_deref(), claims.last_name.as_deref()), (Some("Aiko"), Some("Tanaka")));
    assert_eq!(claims.address_to_link(is_acmes).unwrap().normalized(), "aiko@acme.example");
    // Another address under the same subject is the same person.
    let moved = json!({ "sub": "a-1", "email": "boss@acme.example", "email_verified": true });
    assert_eq!(office.enter(moved).await.unwrap().identity(), claims.identity());
    let (cx, back) = (office.cx(), back(&office.acme));
    let flow = office.acme.ask(&cx, false);
    let there = office.federation.company_address(&cx, &office.acme, &flow, &back).await.unwrap();
    let asked: HashMap<_, _> = Url::parse(&there).unwrap().query_pairs().into_owned().collect();
    for field in ["state", "nonce", "code_challenge"] {
        assert_eq!(asked[field].len(), 43, "{field}");
    }
    assert_eq!((asked["code_challenge_method"].as_str(), asked["redirect_uri"].as_str()), ("S256", back.as_str()));
}

/// COM-14: CVE-2026-56223
#[tokio::test]
async fn the_provider_of_another_company_opens_nobodys_account() {
    let office = Office::open().await;
    let evil_at = provider(&office.world).await;
    let evil = company(&evil_at, 2);
    let own = office.enter(aiko(&json!(true))).await.unwrap();
    // It asserts the address, and the subject that the victim has at Acme's.
    evil_at.is(aiko(&json!(true)));
    let claims = office.member(&evil, &office.agree(&evil, &evil_at).await).await.unwrap();
    assert_eq!((claims.said, claims.subject.as_str()), (Said::Verified, "a-1"));
    assert_ne!(claims.identity(), own.identity(), "a reused subject is another person");
    let evils = |email: &Email| email.normalized().ends_with("@evil.example");
    assert_eq!(claims.address_to_link(evils), Err(NoLink::OtherDomain));
    // It names itself as Acme's.
    let issuer = office.acme.issuer.as_str().to_owned();
    evil_at.spoil({
        let issuer = issuer.clone();
        move |claims: &mut Value| claims["iss"] = json!(issuer)
    });
    let found = office.member(&evil, &office.agree(&evil, &evil_at).await).await;
    assert_eq!(found.err(), Some(Trouble::Refused("the ID token is of another issuer")));
    // Its owner sets Acme's issuer, and points at its own server: the description is Acme's, or none.
    evil_at.misdescribe(move |said| said["issuer"] = json!(issuer));
    office.world.advance(gatehouse_core::HOUR);
    let flow = evil.ask(&office.cx(), false);
    let there = office.federation.company_address(&office.cx(), &evil, &flow, &back(&evil)).await;
    assert_eq!(there, Err(Trouble::Refused("its description is of another issuer")));
    assert!(office.federation.look_at(&office.cx(), &evil).await.is_err());
}

/// COM-14
#[tokio::test]
async fn a_token_of_another_audience_or_issuer_or_question_opens_nothing() {
    let office = Office::open().await;
    type Spoil = fn(&mut Value);
    let spoils: [(&str, Spoil); 6] = [
        ("the ID token is of another issuer", |claims| claims["iss"] = json!("https://evil.example")),
        ("the ID token is for somebody else", |claims| claims["aud"] = json!("portal-2")),
        ("the ID token is for somebody else", |claims| claims["aud"] = json!([claims["aud"], "portal-2"])),
        ("the ID token is for somebody else", |claims| claims["azp"] = json!("portal-2")),
        ("the ID token answers another question", |claims| claims["nonce"] = json!("x")),
        ("the ID token names nobody", |claims| claims["sub"] = json!("")),
    ];
    for (why, spoil) in spoils {
        office.at.spoil(spoil);
        assert_eq!(office.enter(aiko(&json!(true))).await.err(), Some(Trouble::Refused(why)));
    }
    office.at.spoil(|_| ());
    office.at.sign_as_stranger(true);
    assert_eq!(office.enter(aiko(&json!(true))).await.err(), Some(Trouble::Refused("the token is signed by nobody")));
}

/// COM-14
#[tokio::test]
async fn an_answer_is_to_its_own_question_of_its_own_company_and_good_once() {
    let office = Office::open().await;
    office.at.is(aiko(&json!(true)));
    let first = office.agree(&office.acme, &office.at).await;
    let second = office.agree(&office.acme, &office.at).await;
    // The state of another question.
    let crossed = (first.0.clone(), second.1.clone());
    assert_eq!(office.member(&office.acme, &crossed).await.err(), Some(WRONG));
    // The same question at another company, even one with the same provider.
    let other = company(&office.at, 2);
    assert_eq!(office.member(&other, &first).await.err(), Some(WRONG));
    // A code of another question in an answer with the right state: the verifier does not fit.
    let injected = (first.0.clone(), Returned { code: second.1.code.clone(), ..first.1.clone() });
    assert_eq!(office.member(&office.acme, &injected).await.err(), Some(Trouble::Status(400)));
    office.member(&office.acme, &first).await.unwrap();
    assert_eq!(office.member(&office.acme, &first).await.err(), Some(Trouble::Status(400)), "replayed");
}

/// COM-14, RFC 9207
#[tokio::test]
async fn a_code_of_one_provider_is_not_sent_to_another() {
    let office = Office::open().await;
    let evil_at = provider(&office.world).await;
    let evil = company(&evil_at, 2);
    office.at.is(aiko(&json!(true)));
    evil_at.is(aiko(&json!(true)));
    // The browser asked at evil's, and evil's sent it on to Acme's with evil's state.
    let (flow, of_evil) = office.agree(&evil, &evil_at).await;
    let (_, of_acme) = office.agree(&office.acme, &office.at).await;
    let mixed = Returned { state: of_evil.state.clone(), ..of_acme };
    let found = office.member(&evil, &(flow.clone(), mixed.clone())).await;
    assert_eq!(found.err(), Some(Trouble::Refused("another service answered")));
    let unsaid = Returned { iss: String::new(), ..mixed.clone() };
    let found = office.member(&evil, &(flow.clone(), unsaid)).await;
    assert_eq!(found.err(), Some(Trouble::Refused("another service answered")), "it says that it always tells");
    assert_eq!(office.member(&office.acme, &(flow, mixed)).await.err(), Some(WRONG), "at Acme's address");
}

/// COM-14
#[tokio::test]
async fn what_is_not_said_of_an_address_is_no_yes() {
    let office = Office::open().await;
    for (verified, said) in [
        (json!(true), Said::Verified),
        (json!("true"), Said::Verified),
        (json!(false), Said::Unverified),
        (json!("false"), Said::Unverified),
        (json!("yes"), Said::Unverified),
        (json!(null), Said::Nothing),
    ] {
        assert_eq!(office.enter(aiko(&verified)).await.unwrap().said, said, "{verified}");
    }
    let unsaid = office.enter(json!({ "sub": "a-1", "email": "aiko@acme.example" })).await.unwrap();
    assert_eq!(unsaid.said, Said::Nothing);
    assert!(unsaid.address_to_link(is_acmes).is_ok(), "in a verified domain it is enough that there is no no");
    let unverified = office.enter(aiko(&json!(false))).await.unwrap();
    assert_eq!(unverified.address_to_link(is_acmes), Err(NoLink::Unverified));
    // The token is silent, and the record beside it is not.
    office.at.spoil(|claims| drop(claims.as_object_mut().unwrap().remove("email_verified")));
    assert_eq!(office.enter(aiko(&json!(false))).await.unwrap().said, Said::Unverified);
    assert_eq!(office.enter(aiko(&json!(true))).await.unwrap().said, Said::Verified);
}

/// COM-14
#[tokio::test]
async fn a_second_factor_counts_where_the_company_trusts_its_provider() {
    let mut office = Office::open().await;
    let person = json!({ "sub": "a-1", "amr": ["pwd", "mfa"] });
    assert!(!office.enter(person.clone()).await.unwrap().gave_factor);
    office.acme.trusts_mfa = true;
    assert!(office.enter(person).await.unwrap().gave_factor);
    assert!(!office.enter(json!({ "sub": "a-1", "amr": ["pwd"], "acr": 1 })).await.unwrap().gave_factor);
}

/// COM-14, PRI-13
#[tokio::test]
async fn a_companys_provider_does_not_make_us_look_inside() {
    let office = Office::open_with(Policy::default()).await;
    let found = office.federation.look_at(&office.cx(), &office.acme).await;
    assert!(matches!(found, Err(Trouble::Away(Unreachable::Inside | Unreachable::NotEncrypted))), "{found:?}");
    for inside in ["https://169.254.169.254/latest", "https://10.0.0.1", "https://portal.internal", "https://[::1]"] {
        let typed = CompanyProvider { issuer: Issuer::read(inside).unwrap(), ..office.acme.clone() };
        let flow = typed.ask(&office.cx(), false);
        let there = office.federation.company_address(&office.cx(), &typed, &flow, &back(&typed)).await;
        assert_eq!(there, Err(Trouble::Away(Unreachable::Inside)), "{inside}");
    }
}

/// COM-14
#[tokio::test]
async fn its_owner_sees_what_the_provider_says_of_itself() {
    let office = Office::open().await;
    let issuer = office.acme.issuer.as_str().to_owned();
    let slashed = CompanyProvider { issuer: Issuer::read(&format!("{issuer}/")).unwrap(), ..office.acme.clone() };
    let found = office.federation.look_at(&office.cx(), &slashed).await.unwrap();
    assert_eq!((found.issuer.as_str(), found.signs_in_at), (issuer.as_str(), format!("{issuer}/authorize")));
    office.at.go_away(true);
    let found = office.federation.look_at(&office.cx(), &office.acme).await;
    assert!(found.is_err_and(Trouble::passes));
}
