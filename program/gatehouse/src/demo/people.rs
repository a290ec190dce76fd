//! The people of the demo: customers in three languages, and the vendor's staff. All have one password.

use super::teller::Teller;
use super::{PASSWORD, TOTP_SECRET, done};
use gatehouse_accounts::actions::change_profile::change_about;
use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_accounts::actions::delete_account::{DeleteAccount, delete_account};
use gatehouse_accounts::actions::register::{FORM, Register, register};
use gatehouse_accounts::actions::sign_in::{Here, SignIn, sign_in};
use gatehouse_accounts::model::ProfileForm;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Lang, Personal, Role, Secret, StaffActor, Uuid};
use gatehouse_guard::human::{self, HumanAnswer};
use gatehouse_signin::Browser;
use gatehouse_staff::actions::{NewApiKey, create_api_key, revoke_api_key};
use gatehouse_staff::{NewMember, create_member};
use sha2::{Digest, Sha256};

/// A customer: address, name, language, country, region, zone.
pub(super) type Person = (&'static str, &'static str, Lang, &'static str, &'static str, &'static str);

/// Has some of everything.
pub(super) const AIKO: Person = ("aiko@example.com", "Aiko Mori", Lang::Ja, "JP", "Tokyo", "Asia/Tokyo");
/// Reads Russian.
pub(super) const BORIS: Person = ("boris@example.com", "Борис Соколов", Lang::Ru, "KZ", "Алматы", "Asia/Almaty");
/// Has a trial that ends soon.
pub(super) const CAROL: Person =
    ("carol@example.com", "Carol Fischer", Lang::En, "US", "Oregon", "America/Los_Angeles");
/// Owns a company with many seats.
pub(super) const DANA: Person = ("dana@ostermoor.test", "Dana Whitfield", Lang::En, "GB", "London", "Europe/London");
/// Works there.
pub(super) const EMIL: Person = ("emil@ostermoor.test", "Emil Brandt", Lang::En, "DE", "Berlin", "Europe/Berlin");
/// Worked there: nothing is left in the account.
pub(super) const KARL: Person = ("karl@ostermoor.test", "Karl Nowitz", Lang::En, "PL", "Warsaw", "Europe/Warsaw");
/// Buys for a company in Tokyo.
pub(super) const FUMIKO: Person = ("fumiko@mihon.test", "佐伯 文子", Lang::Ja, "JP", "東京都", "Asia/Tokyo");
/// Works there.
pub(super) const YO: Person = ("yo@mihon.test", "小林 葉", Lang::Ja, "JP", "大阪府", "Asia/Tokyo");
/// All of their seats are taken.
pub(super) const GLEB: Person = ("gleb@obrazets.test", "Глеб Заречин", Lang::Ru, "KG", "Бишкек", "Asia/Bishkek");
/// New, with nothing in the account.
pub(super) const JUNE: Person = ("june@example.com", "June Pell", Lang::En, "CA", "Ontario", "America/Toronto");
/// Has a subscription of a product that is not sold any more.
pub(super) const MIKA: Person = ("mika@example.com", "Mika Tammela", Lang::En, "FI", "Uusimaa", "Europe/Helsinki");
/// Deletes the account in the end.
pub(super) const OLGA: Person = ("olga@example.com", "Ольга Лещинская", Lang::Ru, "KZ", "Астана", "Asia/Almaty");
/// Registers and does not confirm.
const NOOR: &str = "noor@example.com";

/// A member of staff: address, name, language, roles.
pub(super) type Colleague = (&'static str, &'static str, Lang, &'static [Role]);

const CLERK: Colleague = ("clerk@example.com", "Clara Clerk", Lang::En, &[Role::Administrator, Role::Licensing]);
const SUPPORT: Colleague = ("support@example.com", "Sam Support", Lang::En, &[Role::Support]);
pub(super) const OTTO: Colleague = ("otto@example.com", "Otto Brandvold", Lang::En, &[Role::Administrator]);
const RIN: Colleague = ("rin@example.com", "青山 凛", Lang::Ja, &[Role::Support]);
const NADIA: Colleague = ("nadia@example.com", "Надя Орлова", Lang::Ru, &[Role::Support]);
const COLLEAGUES: [Colleague; 2] = [
    ("lev@example.com", "Lev Aronsen", Lang::En, &[Role::Lab]),
    ("maya@example.com", "Maya Quillon", Lang::En, &[Role::Marketing]),
];
const PETRA: Colleague = ("petra@example.com", "Petra Lindqvist", Lang::En, &[Role::Privacy]);
const INES: Colleague = ("ines@example.com", "Inês Duarte", Lang::En, &[Role::Licensing]);

/// What the shop's key may do.
const SCOPES: [&str; 4] = ["orders:read", "orders:write", "licenses:read", "licenses:write"];

/// Whoever acts for the vendor.
pub(super) struct Vendor {
    pub(super) clerk: Actor,
    pub(super) support: Actor,
    /// Answer in Japanese and in Russian.
    pub(super) rin: Actor,
    pub(super) nadia: Actor,
    /// A second administrator.
    pub(super) otto: Actor,
    /// Looks after statements and privacy requests.
    pub(super) privacy: Actor,
    /// The shop, by its API key.
    pub(super) shop: Actor,
}

/// The first two members, by the command line; the others are added by the clerk, who also makes the shop's keys.
pub(super) async fn open_office(teller: &Teller<'_>) -> Result<Vendor, Fault> {
    let clerk = hire(&teller.cx(), &CLERK, true).await?;
    let support = hire(&teller.cx(), &SUPPORT, true).await?;
    let cx = teller.by(&clerk);
    let otto = hire(&cx, &OTTO, true).await?;
    let (rin, nadia) = (hire(&cx, &RIN, true).await?, hire(&cx, &NADIA, true).await?);
    for colleague in &COLLEAGUES {
        hire(&cx, colleague, true).await?;
    }
    let privacy = hire(&cx, &PETRA, true).await?;
    let key = |name: &str| NewApiKey {
        name: name.into(),
        scopes: SCOPES.map(str::to_owned).to_vec(),
        expires: String::new(),
    };
    let old = done(create_api_key(&cx, key("Shop on the old site")).await)?;
    done(revoke_api_key(&cx, old.id, true).await)?;
    let id = done(create_api_key(&cx, key("Shop")).await)?.id;
    let shop = Actor::ApiKey { id, scopes: SCOPES.map(str::to_owned).to_vec() };
    Ok(Vendor { clerk, support, rin, nadia, otto, privacy, shop })
}

/// A colleague who has not come yet: the link in the mail works for seven days.
pub(super) async fn invite_ines(cx: &Cx) -> Result<(), Fault> {
    hire(cx, &INES, false).await.map(drop)
}

async fn hire(cx: &Cx, (email, name, lang, roles): &Colleague, has_come: bool) -> Result<Actor, Fault> {
    let member = NewMember {
        email: Personal((*email).to_owned()),
        name: Personal((*name).to_owned()),
        roles: roles.to_vec(),
        lang: *lang,
        password: has_come.then(|| PASSWORD.to_owned().into()),
        totp_secret: has_come.then(|| Secret::new(TOTP_SECRET.to_vec())),
    };
    let id = done(create_member(cx, member).await)?.id;
    Ok(Actor::Staff(StaffActor { id, roles: roles.to_vec() }))
}

/// Somebody becomes a customer.
pub(super) async fn join(teller: &Teller<'_>, person: &Person) -> Result<Uuid, Fault> {
    let (email, name, lang, country, region, zone) = *person;
    let input = CreateConfirmed {
        email: email.into(),
        password: PASSWORD.to_owned().into(),
        name: name.into(),
        lang,
        country: country.into(),
        region: region.into(),
        zone: zone.into(),
    };
    done(create_confirmed(&teller.cx(), input).await)
}

/// What two customers tell about themselves.
pub(super) async fn tell_more(teller: &Teller<'_>, dana: Uuid, fumiko: Uuid) -> Result<(), Fault> {
    let form = ProfileForm {
        first_name: "Dana".into(),
        last_name: "Whitfield".into(),
        company: "Ostermoor Freight".into(),
        phone: "+44 7700 900142".into(),
        address: "4 Basin Road\nLondon".into(),
        ..ProfileForm::default()
    };
    done(change_about(&teller.of(dana), &form).await)?;
    let form = ProfileForm {
        first_name: "文子".into(),
        last_name: "佐伯".into(),
        first_reading: "ふみこ".into(),
        last_reading: "さえき".into(),
        company: "見本食品株式会社".into(),
        ..ProfileForm::default()
    };
    done(change_about(&teller.of(fumiko), &form).await)
}

/// Signs a customer in with a browser of this name.
pub(super) async fn enter(teller: &Teller<'_>, person: &Person, network: &str, agent: &str) -> Result<(), Fault> {
    let visitor = teller.cx().acting_as(Actor::Visitor);
    let cx = Cx { network: Some(network.into()), agent: Some(agent.into()), ..visitor };
    let input = SignIn {
        email: person.0.into(),
        password: PASSWORD.to_owned().into(),
        zone: person.5.into(),
        here: Here { kept: true, ..Here::default() },
        human: HumanAnswer::default(),
        attaching: None,
    };
    done(sign_in(&cx, input).await).map(drop)
}

/// Registers an address that is never proven, and is erased after five days.
pub(super) async fn register_noor(teller: &Teller<'_>) -> Result<(), Fault> {
    let visitor = teller.cx().acting_as(Actor::Visitor);
    let cx = Cx { network: Some("198.51.100.77".into()), ..visitor };
    let human = human(&cx, FORM)?;
    let password = || PASSWORD.to_owned().into();
    let input =
        Register { email: NOOR.into(), password: password(), again: password(), human, zone: "Asia/Dubai".into() };
    done(register(&cx, &input, &Browser::unknown(), None).await).map(drop)
}

/// The answer to a form's human check, as a browser finds it.
pub(super) fn human(cx: &Cx, form: &str) -> Result<HumanAnswer, Fault> {
    let (challenge, bits) = human::challenge(cx, form)?;
    Ok(HumanAnswer { human_nonce: proof_of(&challenge, bits), human_token: challenge, ..HumanAnswer::default() })
}

/// A number with which the hash behind the challenge begins with so many zero bits, as a browser finds it.
fn proof_of(challenge: &str, bits: u8) -> String {
    let is_proof = |nonce: &u64| {
        let hash = Sha256::digest(format!("{challenge}:{nonce}"));
        let zeros = hash.iter().take_while(|byte| **byte == 0).count();
        let next = hash.get(zeros).map_or(0, |byte| byte.leading_zeros());
        u32::try_from(zeros * 8).unwrap_or(u32::MAX).saturating_add(next) >= u32::from(bits)
    };
    (0..u64::MAX).find(is_proof).unwrap_or_default().to_string()
}

/// Deletes an account for good, as its owner does.
pub(super) async fn leave(teller: &Teller<'_>, account: Uuid, person: &Person) -> Result<(), Fault> {
    let input = DeleteAccount { email: person.0.into(), current: PASSWORD.to_owned().into(), confirm: "true".into() };
    done(delete_account(&teller.of(account), &input, None).await)
}
