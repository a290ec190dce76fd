//! `/c/NAME/settings/logo`: the company's logo (COM-9), and `/c/NAME/logo/FILE`, where its users' browsers get it.

use crate::actions::remove_logo::remove_logo;
use crate::actions::set_logo::set_logo;
use crate::model::logo::LOGO;
use crate::rights::{ChangeSettings, Member};
use crate::sessions::{inside, membership};
use crate::texts;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Path, Request};
use axum::handler::Handler as _;
use axum::http::HeaderMap;
use gatehouse_core::Uuid;
use gatehouse_files::{Cached, Files, download};
use gatehouse_pictures::MOST_BYTES;
use gatehouse_web::frames::{Panel, PanelForm, Paragraph, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Uploaded};

/// What stands around a file in a form.
const AROUND: usize = 16 << 10;
/// The page, below a company's word.
const PAGE: &str = "/settings/logo";

pub(super) fn doors() -> Doors {
    let send = send.layer(DefaultBodyLimit::max(MOST_BYTES + AROUND));
    Doors::new().customers(|doors| {
        doors
            .form("/c/{company}/settings/logo", show, send)
            .post("/c/{company}/settings/logo/remove", remove)
            .get("/c/{company}/logo/{file}", file)
    })
}

/// On the company's first page, for who may change it.
pub(super) fn button(customer: &Customer) -> Button {
    let label = texts(customer.visit.lang()).msg_logo_change();
    Button::link(label, customer.scope.path(PAGE)).icon(Icon::Edit).small()
}

async fn show(customer: Customer) -> Result<Done, Halt> {
    inside::<ChangeSettings>(&customer).await?;
    let sheet = page(&customer, &FormErrors::new())?;
    customer.visit.show(&sheet)
}

fn page(customer: &Customer, errors: &FormErrors) -> Result<Sheet, Halt> {
    let visit = &customer.visit;
    let (t, here) = (texts(visit.lang()), customer.scope.path(PAGE));
    let company = customer.scope.company().ok_or(Halt::NotFound)?;
    let mut panel = Panel::new(t.msg_logo()).id("logo");
    panel = match CompanyMark::of(company) {
        Some(mark) => panel.with(&mark),
        None => panel.with(&Paragraph::muted(t.msg_logo_none())),
    };
    let file = FileField::new("file", t.msg_logo_file()).hint(t.msg_logo_hint()).accept(".png,.jpg,.jpeg,.gif");
    let form = PanelForm::new(here.clone())
        .unguarded()
        .with_file()
        .field(&file.errors(errors))
        .button(Button::submit(t.msg_logo_upload()).primary().icon(Icon::Upload));
    panel = panel.with(&form);
    if company.logo.is_some() {
        panel = panel.with(&Button::post(t.msg_logo_remove(), format!("{here}/remove")).icon(Icon::Trash));
    }
    let settings = (t.msg_settings(), customer.scope.path(super::settings::PAGE));
    let above = [(company.name.clone(), customer.scope.path("")), settings];
    let head = PageHead::new(t.msg_logo()).crumbs(visit.lang(), above).lede(t.msg_logo_lede());
    Ok(Sheet::new(visit, t.msg_logo(), head).narrow().errors(errors).with(&panel))
}

async fn send(customer: Customer, request: Request) -> Result<Done, Halt> {
    // Nothing is read of what somebody sends who lacks the right.
    inside::<ChangeSettings>(&customer).await?;
    let Uploaded(bytes) = Uploaded::from_request(request, &customer.visit.cx.app).await?;
    let (visit, company) = (&customer.visit, customer.scope.company().ok_or(Halt::NotFound)?.id);
    let outcome = set_logo(&visit.cx, company, &bytes).await;
    let done = async |()| {
        let back = customer.scope.path(PAGE);
        Ok(visit.go_saying(&back, texts(visit.lang()).msg_logo_saved()))
    };
    let again = async |errors| page(&customer, &errors);
    visit.answer(outcome, done, again).await
}

async fn remove(customer: Customer) -> Result<Done, Halt> {
    let (visit, company) = (&customer.visit, customer.scope.company().ok_or(Halt::NotFound)?.id);
    remove_logo(&visit.cx, company).await?;
    Ok(visit.go_saying(&customer.scope.path(PAGE), texts(visit.lang()).msg_logo_removed()))
}

/// A file of the logo that the company has now. Its address is of this file alone, so the browser keeps it.
async fn file(customer: Customer, Path((_, file)): Path<(String, String)>, asked: HeaderMap) -> Result<Done, Halt> {
    inside::<Member>(&customer).await?;
    let row = membership(&customer).ok_or(Halt::NotFound)?.company();
    let id = Uuid::parse_str(&file).map_err(|_| Halt::NotFound)?;
    if row.logo != Some(id) && row.logo_still != Some(id) {
        return Err(Halt::NotFound);
    }
    let cx = &customer.visit.cx;
    let file = cx.service::<Files>()?.find(cx, &LOGO, id).await?.filter(|file| file.owner == row.id);
    Ok(Done::from(download(cx, &file.ok_or(Halt::NotFound)?, &asked, Cached::Privately).await?))
}
