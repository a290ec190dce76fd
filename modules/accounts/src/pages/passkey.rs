//! Passkeys: signing in with one, adding one, and the names of what stands beside the password (ACC-9).

use super::cookies::{here, with_session};
use super::parts::{SECURITY, proven};
use super::{sign_in, two_step, wanted};
use crate::actions::add_passkey::{AddPasskey, add_passkey};
use crate::actions::factors::Added;
use crate::actions::passkey_sign_in::passkey_sign_in;
use crate::actions::rename_factor::rename_factor;
use crate::actions::sign_in::{Here, SignedIn};
use crate::model::factor::LONGEST_NAME;
use crate::queries::factors::two_step as all_of;
use crate::queries::own::own;
use crate::queries::passkeys;
use crate::queries::sessions::is_kept;
use crate::refusals::FactorRefusal;
use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse as _;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::{SECOND, Uuid};
use gatehouse_signin::passkeys::{Given, LIFE, Owner};
use gatehouse_web::cookies::Name;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

/// Where a passkey signs in.
pub(super) const SIGN_IN: &str = "/sign-in/passkey";
/// What a browser is asked there.
pub(super) const QUESTION: &str = "/sign-in/passkey/question";
pub(super) const ADD: &str = "/account/security/passkey";
pub(super) const RENAME: &str = "/account/security/rename-factor";

/// Asks any browser the same; which one it was, its cookie remembers.
pub async fn question(visit: Visit) -> Result<Done, Halt> {
    let known = visit.cookie(Name::Passkey).filter(|token| token.len() == 43).map(str::to_owned);
    let browser = known.unwrap_or_else(|| URL_SAFE_NO_PAD.encode(visit.cx.app.random.token()));
    let asked = passkeys::to_sign_in(&visit.cx, &browser)?;
    let options: serde_json::Value = serde_json::from_str(&asked.options).map_err(gatehouse_core::Fault::from)?;
    let body = serde_json::json!({ "challenge": asked.challenge.expose(), "options": options });
    let done = Done::from(Json(body).into_response()).secret();
    Ok(visit.with_cookie(done, Name::Passkey, browser, Some(2 * LIFE / SECOND)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    #[serde(flatten)]
    given: Given,
    kept: String,
    next: String,
}

/// The address of a form that stands on other pages.
pub async fn to_sign_in(visit: Visit) -> Done {
    visit.go("/sign-in")
}

/// Signs in.
pub async fn submit_sign_in(visit: Visit, Posted(form): Posted<SignInForm>) -> Result<Done, Halt> {
    let kept = form.kept == "true";
    let browser = visit.cookie(Name::Passkey).unwrap_or_default();
    let signed_in = passkey_sign_in(&visit.cx, browser, &form.given, &Here { kept, ..here(&visit) }).await;
    let done = async |signed_in: SignedIn| {
        let done = wanted::go_signed_in(&visit, &signed_in, &wanted::place(&visit, &form.next), kept)?;
        Ok(visit.without_cookie(done, Name::Passkey))
    };
    visit.answer(signed_in, done, async |errors| sign_in::again(&visit, &form.next, &errors).await).await
}

/// Asks the browser for a new passkey.
pub async fn form(customer: Customer) -> Result<Done, Halt> {
    proven(&customer).await?;
    let page = page(&customer, "", &FormErrors::new()).await?;
    Ok(customer.visit.show(&page)?.secret())
}

async fn page(customer: &Customer, name: &str, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, session) = (&customer.visit, &customer.session);
    let (lang, t) = (visit.lang(), crate::texts(visit.lang()));
    let address = own(&visit.cx, session.account).await?.ok_or(Halt::NotFound)?.email;
    let owner = Owner { address: &address, name: &session.label };
    let asked = passkeys::to_add(&visit.cx, session.account, session.id, owner).await?;
    let button = PasskeyButton::new(lang, t.msg_passkey_create(), asked.challenge.expose(), asked.options).makes();
    let field = Field::text("name", t.msg_factor_name()).hint(t.msg_passkey_name_hint()).max_length(LONGEST_NAME);
    let fields = PanelForm::new(ADD)
        .alone()
        .unguarded()
        .field(&field.value(name).optional(lang).errors(errors))
        .field(&button)
        .button(Button::link(t.msg_cancel(), SECURITY));
    let head = PageHead::new(t.msg_passkey_add()).lede(t.msg_passkey_lede());
    let head = head.crumbs(lang, [(t.msg_security_title(), SECURITY)]);
    Ok(Sheet::new(visit, t.msg_passkey_add(), head).narrow().errors(errors).with(&fields))
}

/// Adds it. The first factor brings recovery codes, which are shown this once.
pub async fn submit(customer: Customer, Posted(form): Posted<AddPasskey>) -> Result<Done, Halt> {
    let (visit, session) = (&customer.visit, &customer.session);
    let t = crate::texts(visit.lang());
    match add_passkey(&visit.cx, session.id, &form).await.unless_broken()? {
        Ok(Added { session: renewed, codes, .. }) => {
            let kept = is_kept(&visit.cx, session.id).await?;
            let done = if codes.is_empty() {
                visit.go_saying(SECURITY, t.msg_passkey_added())
            } else {
                visit.show(&two_step::codes_page(visit, &codes, crate::texts(visit.lang()).msg_codes_lede()))?.secret()
            };
            Ok(with_session(visit, done, &renewed, kept))
        }
        Err(FactorRefusal::ProofDue) => Err(two_step::to_proof(ADD)),
        Err(FactorRefusal::Already) => Ok(visit.go_saying(SECURITY, t.msg_passkey_already())),
        Err(refusal) => {
            Ok(visit.again(&refusal, async |errors| page(&customer, &form.name, &errors).await).await?.secret())
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RenameForm {
    factor: String,
    name: String,
}

/// Shows the form with the name of now.
pub async fn rename_form(customer: Customer, Query(asked): Query<RenameForm>) -> Result<Done, Halt> {
    let page = rename_page(&customer, &asked.factor, None, &FormErrors::new()).await?;
    customer.visit.show(&page)
}

async fn rename_page(
    customer: &Customer,
    factor: &str,
    typed: Option<&str>,
    errors: &FormErrors,
) -> Result<Sheet, Halt> {
    let visit = &customer.visit;
    let (lang, t) = (visit.lang(), crate::texts(visit.lang()));
    let all = all_of(&visit.cx, customer.session.account).await?.factors;
    let found = all.into_iter().find(|one| one.id.to_string() == factor).ok_or(Halt::NotFound)?;
    let name = typed.unwrap_or(found.name.as_str());
    let fields = PanelForm::new(RENAME)
        .alone()
        .field(&Field::text("name", t.msg_factor_name()).max_length(LONGEST_NAME).value(name).errors(errors))
        .field(&Field::hidden("factor", factor))
        .button(Button::submit(t.msg_factor_rename()).primary())
        .button(Button::link(t.msg_cancel(), SECURITY));
    let head = PageHead::new(t.msg_factor_rename()).crumbs(lang, [(t.msg_security_title(), SECURITY)]);
    Ok(Sheet::new(visit, t.msg_factor_rename(), head).narrow().errors(errors).with(&fields))
}

/// Renames it.
pub async fn rename(customer: Customer, Posted(form): Posted<RenameForm>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let factor = Uuid::parse_str(&form.factor).map_err(|_| Halt::NotFound)?;
    let again = async |errors| rename_page(&customer, &form.factor, Some(&form.name), &errors).await;
    match rename_factor(&visit.cx, factor, &form.name).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(SECURITY, crate::texts(visit.lang()).msg_factor_renamed())),
        Err(FactorRefusal::NotFound) => Err(Halt::NotFound),
        Err(refusal) => visit.again(&refusal, again).await,
    }
}
