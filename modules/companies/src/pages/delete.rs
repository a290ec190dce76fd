//! `/c/NAME/settings/delete`: what goes with a company, and the request for the mailed link (COM-11);
//! `/c/NAME/settings/delete/confirm`: the page of that link.

use crate::actions::ask_deletion::{AskDeletion, ask_deletion};
use crate::actions::delete_company::{DeleteCompany, DeleteCompanyRefusal, delete_company};
use crate::queries::deletions::{of_link, waiting};
use crate::queries::goes::{Shown, lines};
use crate::rights::{In, Owner};
use crate::sessions::inside;
use crate::texts;
use axum::extract::Query;
use gatehouse_accounts::actions::proven_password::has_password;
use gatehouse_accounts::refusals::BadLink;
use gatehouse_core::{Refusal as _, Uuid};
use gatehouse_signin::carried::{self, Link};
use gatehouse_signin::forms::current_password;
use gatehouse_web::cookies::Name;
use gatehouse_web::frames::{Actions, Card, Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted, UnlessBroken as _};

/// The page, below a company's word.
pub(super) const PAGE: &str = "/settings/delete";
const CONFIRM: &str = "/settings/delete/confirm";

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        doors.form("/c/{company}/settings/delete", show, send).form(
            "/c/{company}/settings/delete/confirm",
            look,
            submit,
        )
    })
}

async fn show(customer: Customer) -> Result<Done, Halt> {
    let by = inside::<Owner>(&customer).await?;
    let sheet = page(&customer, &by, &FormErrors::new()).await?;
    customer.visit.show(&sheet)
}

/// Sends the link.
async fn send(customer: Customer, Posted(form): Posted<AskDeletion>) -> Result<Done, Halt> {
    let by = inside::<Owner>(&customer).await?;
    let visit = &customer.visit;
    let outcome = ask_deletion(&visit.cx, by.company(), &form).await;
    let sent = texts(visit.lang()).msg_delete_sent();
    let done = async |()| Ok(visit.go_saying(&customer.scope.path(PAGE), sent));
    visit.answer(outcome, done, async |errors| page(&customer, &by, &errors).await).await
}

async fn page(customer: &Customer, by: &In<'_, Owner>, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let (t, scope) = (texts(lang), &customer.scope);
    let shown = Shown::of(&visit.cx, by.company()).await?;
    let confirm = Confirm::new(t.msg_delete_ask_text(), t.msg_delete_tick(), t.msg_delete_ask_button())
        .cancel(t.msg_settings_cancel(), scope.path(super::settings::PAGE))
        .errors(errors);
    let form = PanelForm::new(scope.path(PAGE))
        .unguarded()
        .field(&Field::hidden("shown", shown.word(&visit.cx)))
        .field(&confirm);
    let sent = waiting(&visit.cx, by)
        .await?
        .map(|row| Notice::info(t.msg_delete_waits(visit.format().date_time(row.ends_at))));
    let name = scope.company().ok_or(Halt::NotFound)?.name.clone();
    let above = [(name, scope.path("")), (t.msg_settings(), scope.path(super::settings::PAGE))];
    let head = PageHead::new(t.msg_delete_company()).crumbs(lang, above).lede(t.msg_delete_company_lede());
    Ok(Sheet::new(visit, t.msg_delete_company(), head)
        .narrow()
        .errors(errors)
        .notices(sent)
        .with(&goes(customer, by.company()).await?)
        .with(&Panel::new("").danger().with(&form)))
}

/// What goes, line by line.
async fn goes(customer: &Customer, company: Uuid) -> Result<Panel, Halt> {
    let visit = &customer.visit;
    let (t, format) = (texts(visit.lang()), visit.format());
    let heads = [Head::new(t.msg_goes_what()), Head::new(t.msg_goes_count()).end(), Head::new(t.msg_goes_becomes())];
    let rows = lines(&visit.cx, company)
        .await?
        .into_iter()
        .map(|line| [Cell::text(line.what), Cell::number(format.number(line.count)), Cell::text(line.becomes)]);
    Ok(Panel::new(t.msg_goes_title()).table(Table::new(t.msg_goes_title(), heads).rows(rows)))
}

/// Takes the token out of the address, then shows what goes, and asks for the password.
async fn look(customer: Customer, Query(link): Query<Link>) -> Result<Done, Halt> {
    let by = inside::<Owner>(&customer).await?;
    let visit = &customer.visit;
    carried::look(visit, &customer.scope.path(CONFIRM), &link, async |token| {
        let found = match of_link(&visit.cx, visit.cx.read(), &by, &token).await.unless_broken()? {
            Ok(found) => found,
            Err(bad) => return dead(&customer, bad),
        };
        let is_same = Shown::of(&visit.cx, by.company()).await?.is(&visit.cx, &found.shown_hash);
        let sheet = confirm_page(&customer, &by, &token, is_same, &FormErrors::new()).await?;
        Ok(visit.show(&sheet)?.secret())
    })
    .await
}

/// Deletes the company. What is shown after a refusal is what goes now, so who confirms again has seen it.
async fn submit(customer: Customer, Posted(form): Posted<DeleteCompany>) -> Result<Done, Halt> {
    let by = inside::<Owner>(&customer).await?;
    let (visit, device) = (&customer.visit, customer.visit.cookie(Name::Device));
    match delete_company(&visit.cx, by.company(), &form, device).await.unless_broken()? {
        Ok(deleted) => {
            let t = texts(visit.lang());
            let said = t.msg_delete_done(deleted.name, visit.format().date_time(deleted.until));
            Ok(carried::drop_carried(visit, visit.go_saying("/home", said)))
        }
        Err(DeleteCompanyRefusal::BadLink(bad)) => dead(&customer, bad),
        Err(refusal) => {
            let is_same = refusal != DeleteCompanyRefusal::Changed;
            let page = async |errors| confirm_page(&customer, &by, &form.token, is_same, &errors).await;
            Ok(visit.again(&refusal, page).await?.secret())
        }
    }
}

async fn confirm_page(
    customer: &Customer,
    by: &In<'_, Owner>,
    token: &str,
    is_same: bool,
    errors: &FormErrors,
) -> Result<Sheet, Halt> {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let (t, scope) = (texts(lang), &customer.scope);
    let company = scope.company().ok_or(Halt::NotFound)?;
    let title = t.msg_delete_confirm_title(company.name.as_str());
    let above = [(company.name.clone(), scope.path("")), (t.msg_settings(), scope.path(super::settings::PAGE))];
    let head = PageHead::new(title.as_str()).crumbs(lang, above).lede(t.msg_delete_confirm_lede());
    let changed = (!is_same && errors.is_empty()).then(|| Notice::warn(t.msg_delete_since_asked()));
    let sheet = Sheet::new(visit, title, head).narrow().errors(errors).notices(changed);
    let sheet = sheet.with(&goes(customer, by.company()).await?);
    let has_password = has_password(visit.cx.read(), by.account()).await?;
    if !has_password {
        let panel = Panel::new("").text(t.msg_delete_password_first());
        let set = Button::link(t.msg_delete_set_password(), "/account/password");
        return Ok(sheet.with(&panel.with(&Actions::new([set]))));
    }
    let shown = Shown::of(&visit.cx, by.company()).await?.word(&visit.cx);
    let confirm = Confirm::new(t.msg_delete_confirm_text(), t.msg_delete_tick(), t.msg_delete_button())
        .cancel(t.msg_settings_cancel(), scope.path(super::settings::PAGE))
        .errors(errors);
    let form = PanelForm::new(scope.path(CONFIRM))
        .unguarded()
        .field(&Field::hidden("token", token))
        .field(&Field::hidden("shown", shown))
        .field(&current_password(lang, t.msg_delete_password(), errors))
        .field(&confirm);
    Ok(sheet.with(&Panel::new("").danger().with(&form)))
}

/// A link that opens nothing: it can be asked for anew.
fn dead(customer: &Customer, bad: BadLink) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let card = Card::new(visit, t.msg_delete_dead(), &FormErrors::new()).lede(bad.text(visit.lang()));
    let again = Button::link(t.msg_delete_ask_again(), customer.scope.path(PAGE)).wide();
    visit.show_refused(&bad, &card.with(&again))
}
