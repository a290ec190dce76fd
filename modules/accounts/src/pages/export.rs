//! The archive of one's own data: asking for it, waiting, and getting it (ACC-17, PRI-5).

use crate::actions::download_export::download_export;
use crate::actions::request_export::request_export;
use crate::model::ExportState;
use crate::queries::exports::own_export;
use crate::tables::account_export;
use axum::http::HeaderMap;
use gatehouse_files::{Cached, download};
use gatehouse_web::frames::{Actions, Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Scope, UnlessBroken as _, Visit, support};

pub const PATH: &str = "/account/export";
const FILE: &str = "/account/export/file";

/// Shows how far it is.
pub async fn page(customer: Customer) -> Result<Done, Halt> {
    let sheet = sheet(&customer, &FormErrors::new()).await?;
    customer.visit.show(&sheet)
}

/// Asks for one.
pub async fn submit(customer: Customer) -> Result<Done, Halt> {
    customer.elevated()?;
    let visit = &customer.visit;
    let done = async |()| Ok(visit.go_saying(PATH, crate::texts(visit.lang()).msg_export_requested()));
    let again = async |errors| sheet(&customer, &errors).await;
    visit.answer(request_export(&visit.cx).await, done, again).await
}

/// Hands it out.
pub async fn file(customer: Customer, headers: HeaderMap) -> Result<Done, Halt> {
    customer.elevated()?;
    let visit = &customer.visit;
    match download_export(&visit.cx).await.unless_broken()? {
        Ok(file) => Ok(Done::from(download(&visit.cx, &file, &headers, Cached::Never).await?)),
        Err(_) => Ok(visit.go(PATH)),
    }
}

async fn sheet(customer: &Customer, errors: &FormErrors) -> Result<Sheet, Halt> {
    let visit = &customer.visit;
    let t = crate::texts(visit.lang());
    let export = own_export(&visit.cx, customer.session.account).await?;
    let head = PageHead::new(t.msg_export_title()).lede(t.msg_export_lede());
    let sheet = Sheet::new(visit, t.msg_export_title(), head).narrow().errors(errors);
    Ok(sheet.with(&panel(visit, export)))
}

fn panel(visit: &Visit, export: Option<account_export::Model>) -> Panel {
    let t = crate::texts(visit.lang());
    let format = visit.format();
    let ask = |label: String| PanelForm::new(PATH).submit(label);
    let Some(export) = export else {
        return Panel::new(t.msg_export_none_title()).text(t.msg_export_none()).with(&ask(t.msg_export_button()));
    };
    match export.state {
        ExportState::Waiting => Panel::new(t.msg_export_waiting_title())
            .text(t.msg_export_waiting(format.date_time(export.requested_at)))
            .with(&Actions::new([Button::link(t.msg_export_reload(), PATH)])),
        ExportState::Failed => {
            let title = t.msg_export_failed_title();
            let known = [("kind", "error"), ("subject", title.as_str())];
            let help = Button::link(t.msg_front_help(), support::ask(&Scope::Personal, "portal", &known));
            Panel::new(title.as_str())
                .text(t.msg_export_failed())
                .with(&ask(t.msg_export_again_button()))
                .with(&Actions::new([help.icon(Icon::Help)]))
        }
        ExportState::Ready => {
            let made = format.date_time(export.made_at.unwrap_or(export.requested_at));
            let size = format.number(export.size.unwrap_or_default().div_euclid(1024).max(1));
            let get = Button::link(t.msg_export_download(size), FILE).primary();
            Panel::new(t.msg_export_ready_title())
                .text(t.msg_export_ready(made, format.date_time(export.expires_at)))
                .with(&Actions::new([get]))
                .with(&PanelForm::new(PATH).field(&Button::submit(t.msg_export_again_button())))
        }
    }
}
