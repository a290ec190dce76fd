//! What stands beside the passwords of the demo's people (ACC-8, ACC-9, ACC-14, ALL-8): apps, passkeys, an account elsewhere, another address
//! that waits, and a login where they are on. The apps have the one secret that is printed. The passkeys are in nobody's device: the
//! lists show them, and who looks at the demo signs in with password and code.

use super::people::{self, Person};
use super::teller::{DESK, PHONE, Teller};
use super::{PASSWORD, TOTP_SECRET, done};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_accounts::PlainLogins;
use gatehouse_accounts::actions::add_passkey::{AddPasskey, add_passkey};
use gatehouse_accounts::actions::ask_address_change::{AskAddressChange, ask_address_change};
use gatehouse_accounts::actions::attach_service::attach_service;
use gatehouse_accounts::actions::choose_login::{ChooseLogin, choose_login};
use gatehouse_accounts::actions::create_app::create_app;
use gatehouse_accounts::model::factor::PASSKEYS;
use gatehouse_accounts::model::identity::Identity;
use gatehouse_accounts::tables::session;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, MINUTE, Personal, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use gatehouse_guard::human::HumanAnswer;
use gatehouse_signin::passkeys::{Asked, Given, Owner};
use gatehouse_signin::totp::TotpSecret;
use gatehouse_staff::actions::{SignIn, confirm_code};
use gatehouse_staff::queries::passkeys;
use gatehouse_staff::sessions;
use gatehouse_staff::tables::staff_session;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The point of a P-256 key that everybody knows (RFC 6979, A.2.5): x, then y.
const POINT: &str = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6\
                     7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";

/// Two weeks ago: a passkey on a phone.
pub(super) async fn some_time_ago(teller: &Teller<'_>, mika: Uuid) -> Result<(), Fault> {
    let cx = signed_in(teller, mika, &people::MIKA, "192.0.2.31", PHONE).await?;
    passkey_of(teller, &cx, &people::MIKA, "iPhone").await
}

/// The last days: an app in Tokyo, and an account elsewhere.
pub(super) async fn lately(teller: &Teller<'_>, fumiko: Uuid, dana: Uuid) -> Result<(), Fault> {
    done(create_app(&teller.cx(), fumiko, TOTP_SECRET, "会社のスマートフォン").await)?;
    let cx = signed_in(teller, dana, &people::DANA, "198.51.100.90", DESK).await?;
    elsewhere(&cx, dana, "Ostermoor ID", "https://id.ostermoor.test", "dana@ostermoor.test").await
}

/// Yesterday: a passkey, then an app; an account elsewhere; and a login, where there are any.
pub(super) async fn yesterday(teller: &Teller<'_>, aiko: Uuid, emil: Uuid, yo: Uuid) -> Result<(), Fault> {
    let cx = signed_in(teller, emil, &people::EMIL, "198.51.100.91", DESK).await?;
    passkey_of(teller, &cx, &people::EMIL, "Windows Hello").await?;
    done(create_app(&teller.cx(), emil, TOTP_SECRET, "Phone").await)?;
    let cx = signed_in(teller, aiko, &people::AIKO, "192.0.2.10", DESK).await?;
    elsewhere(&cx, aiko, "Harbor ID", "https://id.harbor.test", "aiko@example.net").await?;
    if teller.cx().service::<PlainLogins>()?.on {
        let cx = signed_in(teller, yo, &people::YO, "192.0.2.44", PHONE).await?;
        let login = ChooseLogin {
            login: "yo-osaka".into(),
            question: "0".into(),
            answer: "Kitamura".to_owned().into(),
            confirm: "true".into(),
        };
        done(choose_login(&cx, session_of(&cx, yo).await?, &login).await)?;
    }
    Ok(())
}

/// A few hours ago: another address, which is not proven yet.
pub(super) async fn this_morning(teller: &Teller<'_>, gleb: Uuid) -> Result<(), Fault> {
    let cx = signed_in(teller, gleb, &people::GLEB, "203.0.113.90", DESK).await?;
    let asked = AskAddressChange { email: "gleb.zarechin@obrazets.test".into() };
    done(ask_address_change(&cx, session_of(&cx, gleb).await?, &asked).await).map(drop)
}

/// A member of the staff signs in and adds passkeys.
pub(super) async fn passkeys_of_member(teller: &Teller<'_>, member: &Actor, address: &str) -> Result<(), Fault> {
    let cx = teller.by(member);
    let Actor::Staff(who) = member else { return Err(Fault::new("demo: no member of the staff")) };
    let session = signed_in_member(teller, &cx, address).await?;
    for name in ["Security key", "Laptop"] {
        // What a session asks is bound to its id, and to nothing else of it.
        let asked = passkeys::to_add(&cx, who.id, session, Owner { address, name: address }).await?;
        let given = answer(&asked, cx.app.settings.staff_origin(), &[address, name])?;
        done(gatehouse_staff::actions::add_passkey(&cx, session, name, &given).await)?;
    }
    Ok(())
}

/// With the password and a code of the app; the session.
async fn signed_in_member(teller: &Teller<'_>, cx: &Cx, address: &str) -> Result<Uuid, Fault> {
    let stranger = cx.acting_as(Actor::Visitor);
    let input = SignIn {
        email: Personal(address.to_owned()),
        password: PASSWORD.to_owned().into(),
        browser: None,
        human: HumanAnswer::default(),
        invitation: None,
        previous: None,
    };
    let passed = done(gatehouse_staff::actions::sign_in(&stranger, input).await)?;
    let half = sessions::half(&stranger, passed.token.expose()).await?;
    let (half, member) = half.ok_or_else(|| Fault::new("demo: no half of a sign-in"))?;
    teller.clock.advance(MINUTE);
    let code = TotpSecret::from_bytes(TOTP_SECRET)?.code_at(cx.now());
    done(confirm_code(&stranger, half.id, &code).await)?;
    let newest = staff_session::Entity::find()
        .filter(staff_session::Column::StaffId.eq(member.id))
        .order_by_desc(staff_session::Column::CreatedAt)
        .one(cx.read())
        .await?;
    newest.map(|session| session.id).ok_or_else(|| Fault::new("demo: no member is signed in"))
}

/// A customer signs in there; the context of their session, which has just been proven.
pub(super) async fn signed_in(
    teller: &Teller<'_>,
    account: Uuid,
    person: &Person,
    network: &str,
    agent: &str,
) -> Result<Cx, Fault> {
    people::enter(teller, person, network, agent).await?;
    teller.clock.advance(MINUTE);
    Ok(Cx { network: Some(network.into()), agent: Some(agent.into()), ..teller.of(account) })
}

/// Their newest session.
pub(super) async fn session_of(cx: &Cx, account: Uuid) -> Result<Uuid, Fault> {
    let newest = session::Entity::find()
        .filter(session::Column::AccountId.eq(account))
        .order_by_desc(session::Column::CreatedAt)
        .one(cx.read())
        .await?;
    newest.map(|session| session.id).ok_or_else(|| Fault::new("demo: nobody is signed in"))
}

async fn passkey_of(teller: &Teller<'_>, cx: &Cx, person: &Person, name: &str) -> Result<(), Fault> {
    let (address, called) = (person.0, person.1);
    let account = cx.actor.account().ok_or_else(|| Fault::new("demo: no customer"))?;
    let session = session_of(cx, account).await?;
    let asked = PASSKEYS.to_add(cx, session.as_bytes(), Owner { address, name: called }, &[])?;
    let given = answer(&asked, &teller.site.app.settings.origin, &[address, name])?;
    done(add_passkey(cx, session, &AddPasskey { name: name.into(), given }).await).map(drop)
}

async fn elsewhere(cx: &Cx, account: Uuid, service: &str, issuer: &str, address: &str) -> Result<(), Fault> {
    let identity = Identity {
        provider: service.into(),
        issuer: issuer.into(),
        subject: hex::encode(Sha256::digest(address)),
        email: Some(address.into()),
        is_verified: true,
        first_name: None,
        last_name: None,
    };
    done(attach_service(cx, session_of(cx, account).await?, &identity).await)
}

/// What a browser says of a new passkey (WebAuthn §7.1), without an authenticator: nothing of it is signed, as no attestation is asked for.
/// `named`: from what its id is made.
fn answer(asked: &Asked, origin: &str, named: &[&str]) -> Result<Given, Fault> {
    let options: Value = serde_json::from_str(&asked.options)?;
    let host = options["rp"]["id"].as_str().unwrap_or_default();
    let id = Sha256::digest(named.join(" "));
    let point = hex::decode(POINT)?;
    let (x, y) = point.split_at(point.len() / 2);
    // COSE: EC2, ES256, P-256, x, y.
    let key = [&b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"[..], x, &b"\x22\x58\x20"[..], y].concat();
    // The host, "present, verified, with a key", no counter, no maker, and the length of the id.
    let host = Sha256::digest(host);
    let data = [&host[..], &b"\x45\0\0\0\0"[..], &[0; 16][..], &b"\0\x20"[..], &id[..], &key[..]].concat();
    let length = u8::try_from(data.len()).map_err(|_| Fault::new("demo: a passkey is too long"))?;
    let object = [&b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58"[..], &[length][..], &data[..]].concat();
    let client = json!({
        "type": "webauthn.create",
        "challenge": options["challenge"],
        "origin": origin,
        "crossOrigin": false,
    });
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let said = json!({
        "id": text(&id[..]),
        "rawId": text(&id[..]),
        "type": "public-key",
        "response": { "clientDataJSON": text(client.to_string().as_bytes()), "attestationObject": text(&object[..]) },
    });
    Ok(Given { passkey_challenge: asked.challenge.clone(), passkey_answer: said.to_string().into() })
}
