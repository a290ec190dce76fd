//! The company's own OpenID Connect provider (COM-14): entered, tried by the owner, turned on, required.

use super::own_sign_in::{Tab, company, sheet};
use crate::actions::provider::save::{ProviderForm, save};
use crate::actions::provider::switch::{Switch, switch};
use crate::model::states::OidcState;
use crate::queries::provider::{back, connected, of_company, path};
use crate::rights::Owner;
use crate::sessions::{inside, membership};
use crate::tables::company_oidc::Model;
use crate::texts;
use gatehouse_core::{Lang, Refusal as _, Tone};
use gatehouse_federation::CompanyProvider;
use gatehouse_web::frames::{Actions, Fold, Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Turn {
    to: String,
    confirm: String,
}

/// Shows it.
pub async fn page(customer: Customer) -> Result<Done, Halt> {
    let page = whole(&customer, None, &FormErrors::new()).await?;
    customer.visit.show(&page)
}

/// Enters it.
pub async fn submit(customer: Customer, Posted(form): Posted<ProviderForm>) -> Result<Done, Halt> {
    inside::<Owner>(&customer).await?;
    customer.elevated()?;
    let visit = &customer.visit;
    let done = async |_| Ok(visit.go_saying(&Tab::SignIn.address(&customer), texts(visit.lang()).msg_sso_saved()));
    let again = async |errors| whole(&customer, Some(&form), &errors).await;
    visit.answer(save(&visit.cx, company(&customer)?, &form).await, done, again).await
}

/// Turns it on or off, requires it, or removes it.
pub async fn turn(customer: Customer, Posted(form): Posted<Turn>) -> Result<Done, Halt> {
    inside::<Owner>(&customer).await?;
    customer.elevated()?;
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let wanted = Switch::from_word(&form.to).ok_or(Halt::BadRequest)?;
    let place = Tab::SignIn.address(&customer);
    if wanted == Switch::Remove && form.confirm != "true" {
        return Ok(visit.go_saying(&place, t.msg_sso_not_removed()));
    }
    let said = match switch(&visit.cx, company(&customer)?, wanted).await.unless_broken()? {
        Ok(()) => match wanted {
            Switch::On => t.msg_sso_is_on(),
            Switch::Off => t.msg_sso_is_off(),
            Switch::Require => t.msg_sso_is_required(),
            Switch::DoNotRequire => t.msg_sso_is_optional(),
            Switch::Remove => t.msg_sso_removed(),
        },
        Err(refusal) => refusal.text(visit.lang()),
    };
    Ok(visit.go_saying(&place, said))
}

/// The forms post to addresses that have no page of their own.
pub async fn up(customer: Customer) -> Done {
    customer.visit.go(&Tab::SignIn.address(&customer))
}

fn badge(row: &Model, lang: Lang) -> Badge {
    let t = texts(lang);
    match row.state {
        OidcState::Draft => Badge::new(Tone::Neutral, t.msg_sso_draft()),
        OidcState::Tested => Badge::new(Tone::Info, t.msg_sso_ready()),
        OidcState::On => Badge::new(Tone::Good, t.msg_sso_on()),
    }
}

async fn whole(customer: &Customer, form: Option<&ProviderForm>, errors: &FormErrors) -> Result<Sheet, Halt> {
    let by = inside::<Owner>(customer).await?;
    let visit = &customer.visit;
    let row = of_company(visit.cx.read(), by.company()).await?;
    let required = membership(customer).is_some_and(|found| found.company().require_sso);
    let mut page = sheet(customer, Tab::SignIn, errors);
    if let Some(row) = &row {
        let users = connected(visit.cx.read(), row.id).await?;
        page = page.with(&state(customer, row, required, users));
    }
    Ok(page.with(&fields(customer, row.as_ref(), form, errors)))
}

fn state(customer: &Customer, row: &Model, required: bool, users: u64) -> Panel {
    let visit = &customer.visit;
    let (lang, t, format) = (visit.lang(), texts(visit.lang()), visit.format());
    let origin = &visit.cx.app.settings.origin;
    let may_go_on = CompanyProvider::may_go_on(row.tested_at, visit.cx.now());
    let users = i64::try_from(users).unwrap_or(i64::MAX);
    let tested = row.tested_at.map_or_else(Cell::none, |at| Cell::time(&format, at));
    let facts = KeyValues::new()
        .row(t.msg_state(), Cell::badge(&badge(row, lang)))
        .row(t.msg_sso_required(), Cell::text(if required { t.msg_sso_yes() } else { t.msg_sso_no() }))
        .row(t.msg_sso_tested_at(), tested)
        .row(t.msg_sso_users(), Cell::number(format.number(users)));
    let turn = |label: String, to: &'static str| {
        Button::post(label, customer.scope.path("/settings/sign-in/switch")).with("to", to)
    };
    let test = Button::link(t.msg_sso_test(), customer.scope.path("/settings/sign-in/test"));
    let buttons: Vec<Button> = match (row.state, required) {
        (OidcState::On, true) => {
            vec![test, turn(t.msg_sso_turn_optional(), "optional"), turn(t.msg_sso_turn_off(), "off")]
        }
        (OidcState::On, false) => {
            vec![test, turn(t.msg_sso_turn_required(), "require"), turn(t.msg_sso_turn_off(), "off")]
        }
        _ if may_go_on => vec![turn(t.msg_sso_turn_on(), "on").primary(), test],
        _ => vec![test.primary()],
    };
    let remove = PanelForm::new(customer.scope.path("/settings/sign-in/switch"))
        .field(&Field::hidden("to", "remove"))
        .field(&Confirm::new(t.msg_sso_remove_text(), t.msg_sso_remove_tick(), t.msg_sso_remove()));
    Panel::new(t.msg_sso_provider())
        .with(&facts)
        .text(t.msg_sso_test_text())
        .with(&Actions::new(buttons))
        .with(&CopyBlock::new(lang, t.msg_sso_back(), back(&visit.cx, row.id)))
        .with(&CopyBlock::new(lang, t.msg_sso_address(), format!("{origin}{}", path(row.id))))
        .with(&Fold::new(t.msg_sso_remove()).with(&remove))
}

fn fields(customer: &Customer, row: Option<&Model>, form: Option<&ProviderForm>, errors: &FormErrors) -> PanelForm {
    let lang = customer.visit.lang();
    let t = texts(lang);
    let value = |typed: fn(&ProviderForm) -> &str, stored: fn(&Model) -> &str| {
        form.map(typed).or(row.map(stored)).unwrap_or_default().to_owned()
    };
    let ticked = |typed: fn(&ProviderForm) -> &str, stored: fn(&Model) -> bool| {
        form.map_or_else(|| row.is_some_and(stored), |form| typed(form) == "true")
    };
    let secret = Field::text("secret", t.msg_sso_secret()).hint(t.msg_sso_secret_hint()).max_length(500);
    PanelForm::new(Tab::SignIn.address(customer))
        .titled("provider", if row.is_some() { t.msg_sso_change() } else { t.msg_sso_enter() })
        .field(
            &Field::url("issuer", t.msg_sso_issuer())
                .hint(t.msg_sso_issuer_hint())
                .value(value(|form| &form.issuer, |row| &row.issuer))
                .max_length(300)
                .errors(errors),
        )
        .field(
            &Field::text("client_id", t.msg_sso_client())
                .value(value(|form| &form.client_id, |row| &row.client_id))
                .max_length(500)
                .errors(errors),
        )
        .field(&secret.optional(lang).errors(errors))
        .field(
            &Checkbox::new("jit", t.msg_sso_jit())
                .hint(t.msg_sso_jit_hint())
                .checked(ticked(|form| &form.jit, |row| row.jit)),
        )
        .field(
            &Checkbox::new("trust_mfa", t.msg_sso_mfa())
                .hint(t.msg_sso_mfa_hint())
                .checked(ticked(|form| &form.trust_mfa, |row| row.trust_mfa)),
        )
        .button(Button::submit(t.msg_sso_save()).primary())
}
