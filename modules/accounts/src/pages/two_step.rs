//! Two-step verification in the account (ACC-9): what is set up, connecting an app, recovery codes.

use super::cookies::with_session;
use super::parts::{SECURITY, proven};
use super::{passkey, phone};
use crate::actions::add_app::{AddApp, add_app};
use crate::actions::factors::Added;
use crate::actions::factors::app::Offer;
use crate::actions::keep_factors::keep_own_factors;
use crate::actions::remove_factor::{Removed, remove_factor};
use crate::actions::renew_recovery_codes::renew_recovery_codes;
use crate::model::{FactorKind, factor};
use crate::queries::factors::{TwoStep, two_step};
use crate::queries::own::own;
use crate::queries::sessions::is_kept;
use crate::refusals::FactorRefusal;
use gatehouse_core::{Refusal as _, Secret, Uuid};
use gatehouse_web::frames::{Actions, Panel, PanelForm, Paragraph, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

const APP: &str = "/account/security/authenticator";
const CODES: &str = "/account/security/recovery-codes";

/// The part of the page about security.
pub(super) fn panel(visit: &Visit, found: &TwoStep) -> Panel {
    let (t, format) = (crate::texts(visit.lang()), visit.format());
    let panel = Panel::new(t.msg_two_step());
    // The stronger ones first.
    let add = [Button::link(t.msg_passkey_add(), passkey::ADD), Button::link(t.msg_two_step_add(), APP)];
    let by_text = gatehouse_messages::of(&visit.cx).map(|_| Button::link(t.msg_phone_add(), phone::ADD));
    let add = add.into_iter().chain(by_text);
    if found.factors.is_empty() {
        return panel.text(t.msg_two_step_off()).with(&Actions::new(add));
    }
    let heads = [
        Head::new(t.msg_factor_name()),
        Head::new(t.msg_factor_kind()),
        Head::new(t.msg_factor_added_on()),
        Head::new(t.msg_factor_used_on()),
        Head::actions(visit.lang()),
    ];
    let rows = found.factors.iter().map(|row| {
        let remove = Button::post(t.msg_factor_remove(), "/account/security/remove-factor");
        let used = row.used.map_or_else(Cell::none, |at| Cell::date(&format, at));
        let remove = remove.with("factor", row.id.to_string()).about(row.name.as_str());
        let rename = Button::link(t.msg_factor_rename(), format!("{}?factor={}", passkey::RENAME, row.id));
        let actions = Cell::actions([rename.about(row.name.as_str()), remove]);
        let kind = match (row.kind, &row.ending) {
            (FactorKind::App, _) => t.msg_factor_app(),
            (FactorKind::Passkey, _) => t.msg_passkey(),
            (FactorKind::Phone, ending) => t.msg_phone_kind(ending.as_deref().unwrap_or_default()),
        };
        [Cell::text(row.name.as_str()), Cell::text(kind), Cell::date(&format, row.added), used, actions]
    });
    let renew = Button::link(t.msg_codes_renew(), CODES);
    let can_add = found.factors.len() < usize::try_from(factor::MOST).unwrap_or(usize::MAX);
    let buttons = add.filter(|_| can_add).chain([renew]);
    panel
        .lede(t.msg_two_step_on())
        .table(Table::new(t.msg_two_step(), heads).rows(rows))
        .text(t.msg_codes_left(found.codes_left))
        .with(&Actions::new(buttons))
}

/// Says that the factors will be removed, with the button that stops it.
pub(super) fn notice(visit: &Visit, found: &TwoStep) -> Option<Notice> {
    let t = crate::texts(visit.lang());
    let due = visit.format().date_time(found.removal?);
    let keep = Button::post(t.msg_keep_button(), "/account/security/keep-two-step");
    Some(Notice::warn(t.msg_removal_notice(due)).title(t.msg_mail_removal_title()).button(keep))
}

/// The forms post to addresses that have no page of their own.
pub async fn up(customer: Customer) -> Done {
    customer.visit.go(SECURITY)
}

/// Shows a fresh secret.
pub async fn app_form(customer: Customer) -> Result<Done, Halt> {
    proven(&customer).await?;
    let (account, session) = (customer.session.account, customer.session.id);
    let offer = Offer::make(&customer.visit.cx)?;
    let form = AddApp { offer: offer.seal(&customer.visit.cx, account, session)?, ..AddApp::default() };
    let page = app_page(&customer, &offer, &form, &FormErrors::new()).await?;
    Ok(customer.visit.show(&page)?.secret())
}

async fn app_page(customer: &Customer, offer: &Offer, form: &AddApp, errors: &FormErrors) -> Result<Sheet, Halt> {
    let visit = &customer.visit;
    let lang = visit.lang();
    let t = crate::texts(lang);
    let email = own(&visit.cx, customer.session.account).await?.ok_or(Halt::NotFound)?.email;
    let brand = gatehouse_brand::name(&visit.cx.app);
    let address = offer.address(&brand, &gatehouse_address::shown(&email))?;
    let name = Field::text("name", t.msg_factor_name()).hint(t.msg_factor_name_hint()).max_length(factor::LONGEST_NAME);
    let fields = PanelForm::new(APP)
        .alone()
        .unguarded()
        .field(&Qr::new(address.expose(), t.msg_app_qr(), offer.text().expose().as_str()))
        .field(&Field::hidden("offer", form.offer.expose().as_str()))
        .field(&Field::one_time_code("code", t.msg_code()).hint(t.msg_app_code_hint()).errors(errors))
        .field(&name.value(form.name.as_str()).optional(lang).errors(errors))
        .button(Button::submit(t.msg_app_button()).primary())
        .button(Button::link(t.msg_cancel(), SECURITY));
    let head = PageHead::new(t.msg_app_title()).lede(t.msg_app_lede());
    let head = head.crumbs(lang, [(t.msg_security_title(), SECURITY)]);
    Ok(Sheet::new(visit, t.msg_app_title(), head).narrow().errors(errors).with(&fields))
}

/// Connects the app. The first one brings recovery codes, which are shown this once.
pub async fn app_submit(customer: Customer, Posted(form): Posted<AddApp>) -> Result<Done, Halt> {
    let (visit, session) = (&customer.visit, &customer.session);
    let t = crate::texts(visit.lang());
    match add_app(&visit.cx, session.id, &form).await.unless_broken()? {
        Ok(Added { session: renewed, codes, .. }) => {
            let kept = is_kept(&visit.cx, session.id).await?;
            let done = if codes.is_empty() {
                visit.go_saying(SECURITY, t.msg_app_done())
            } else {
                visit.show(&codes_page(visit, &codes, crate::texts(visit.lang()).msg_codes_lede()))?.secret()
            };
            Ok(with_session(visit, done, &renewed, kept))
        }
        Err(FactorRefusal::ProofDue) => Err(to_proof(APP)),
        Err(FactorRefusal::Already) => Ok(visit.go_saying(SECURITY, t.msg_factor_already())),
        Err(refusal) => {
            let offered = Offer::open(&visit.cx, session.account, session.id, &form.offer);
            let again = async |errors: FormErrors| match offered {
                Some(offer) => app_page(&customer, &offer, &form, &errors).await,
                None => {
                    let offer = Offer::make(&visit.cx)?;
                    let form = AddApp { offer: offer.seal(&visit.cx, session.account, session.id)?, ..form };
                    app_page(&customer, &offer, &form, &errors).await
                }
            };
            Ok(visit.again(&refusal, again).await?.secret())
        }
    }
}

pub(super) fn to_proof(back: &str) -> Halt {
    Halt::GoTo(format!("/step-up?factor=1&next={back}"))
}

/// Codes that are on no other page.
pub(super) fn codes_page(visit: &Visit, codes: &[Secret<String>], lede: String) -> Sheet {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let head = PageHead::new(t.msg_codes_title()).lede(lede);
    let lines: Vec<String> = codes.iter().map(|code| code.expose().clone()).collect();
    let buttons = [Button::link(t.msg_codes_kept(), SECURITY).primary(), Button::print(t.msg_codes_print())];
    let panel = Panel::new("")
        .with(&Paragraph::printed(gatehouse_brand::name(&visit.cx.app)))
        .with(&CopyBlock::new(lang, t.msg_codes_title(), lines.join("\n")))
        .with(&Actions::new(buttons));
    Sheet::new(visit, t.msg_codes_title(), head).narrow().notices([Notice::warn(t.msg_codes_once())]).with(&panel)
}

/// How many codes are left, and the button for new ones.
pub async fn codes_form(customer: Customer) -> Result<Done, Halt> {
    proven(&customer).await?;
    let visit = &customer.visit;
    let (lang, t) = (visit.lang(), crate::texts(visit.lang()));
    let found = two_step(&visit.cx, customer.session.account).await?;
    if found.factors.is_empty() {
        return Ok(visit.go(SECURITY));
    }
    let head = PageHead::new(t.msg_codes_title()).lede(t.msg_codes_lede());
    let head = head.crumbs(lang, [(t.msg_security_title(), SECURITY)]);
    let renew = Button::post(t.msg_codes_renew(), CODES).icon(Icon::Refresh);
    let panel = Panel::new("").text(t.msg_codes_left(found.codes_left)).text(t.msg_codes_renew_text());
    let panel = panel.with(&Actions::new([renew, Button::link(t.msg_cancel(), SECURITY)]));
    visit.show(&Sheet::new(visit, t.msg_codes_title(), head).narrow().with(&panel))
}

/// Makes new codes.
pub async fn codes_submit(customer: Customer) -> Result<Done, Halt> {
    proven(&customer).await?;
    let visit = &customer.visit;
    match renew_recovery_codes(&visit.cx, customer.session.id).await.unless_broken()? {
        Ok(codes) => Ok(visit.show(&codes_page(visit, &codes, crate::texts(visit.lang()).msg_codes_lede()))?.secret()),
        Err(FactorRefusal::ProofDue) => Err(to_proof(CODES)),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

#[derive(Deserialize)]
pub struct RemoveForm {
    #[serde(default)]
    factor: String,
}

/// Removes a factor.
pub async fn remove(customer: Customer, Posted(form): Posted<RemoveForm>) -> Result<Done, Halt> {
    proven(&customer).await?;
    let visit = &customer.visit;
    let t = crate::texts(visit.lang());
    let factor = Uuid::parse_str(&form.factor).map_err(|_| Halt::NotFound)?;
    match remove_factor(&visit.cx, customer.session.id, factor).await.unless_broken()? {
        Ok(Removed::One) => Ok(visit.go_saying(SECURITY, t.msg_factor_removed())),
        Ok(Removed::Last) => Ok(visit.go_saying(SECURITY, t.msg_factor_last_removed())),
        Ok(Removed::LastButCodes) => Ok(visit.go_saying(SECURITY, t.msg_factor_last_removed_codes())),
        Err(FactorRefusal::ProofDue) => Err(to_proof(SECURITY)),
        Err(refusal @ FactorRefusal::LastWayIn) => Ok(visit.go_saying(SECURITY, refusal.text(visit.lang()))),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

/// Stops the removal that waits.
pub async fn keep(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    keep_own_factors(&visit.cx).await?;
    Ok(visit.go_saying(SECURITY, crate::texts(visit.lang()).msg_kept_text()))
}
