//! The web kit's own pages: language and theme, the picture of the human check, supported browsers, and in development the
//! mails and the component gallery.

mod browsers;

use crate::branded;
use crate::cookies::{self, Name};
use crate::doors::Doors;
use crate::download;
use crate::halt::Halt;
use crate::uploads;
use crate::view::{Theme, gallery};
use crate::visit::{Done, Posted, Visit, safe_next};
use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_guard::{Budget, Limit, human};
use gatehouse_mail::queue::Content;
use gatehouse_mail::{Attachment, attached};
use serde::Deserialize;

/// The pages of the kit.
pub(crate) fn doors(development: bool) -> Doors {
    let doors = Doors::new().anyone(|doors| {
        doors
            .free_post("/theme", theme)
            .free_post("/language", language)
            .get("/human-check/{picture}", picture)
            .get("/_brand/{file}", branded::file)
            .get("/robots.txt", robots)
            .get("/browsers", browsers::show)
    });
    let doors = doors.merge(uploads::doors());
    if !development {
        return doors;
    }
    let doors = doors.anyone(|doors| {
        doors
            .get("/_dev/mail", mails)
            .get("/_dev/mail/{id}", mail)
            .get("/_dev/mail/{id}/html", mail_html)
            .get("/_dev/mail/{id}/attached/{place}", mail_attachment)
    });
    // The gallery is for those who build Gatehouse: a release has no such page.
    if cfg!(debug_assertions) { doors.anyone(|doors| doors.get("/_ui", components)) } else { doors }
}

#[derive(Deserialize)]
struct ThemeForm {
    #[serde(default)]
    theme: String,
    #[serde(default)]
    next: String,
}

async fn theme(visit: Visit, Posted(form): Posted<ThemeForm>) -> Result<Done, Halt> {
    let theme = Theme::from_word(&form.theme).ok_or(Halt::BadRequest)?;
    let done = visit.go(safe_next(Some(&form.next), "/"));
    Ok(visit.with_cookie(done, Name::Theme, theme.word(), Some(cookies::YEAR)))
}

#[derive(Deserialize)]
struct LanguageForm {
    #[serde(default)]
    lang: String,
    #[serde(default)]
    next: String,
}

async fn language(visit: Visit, Posted(form): Posted<LanguageForm>) -> Result<Done, Halt> {
    let lang = Lang::from_tag(&form.lang).ok_or(Halt::BadRequest)?;
    let done = visit.go(safe_next(Some(&form.next), "/"));
    Ok(visit.with_cookie(done, Name::Lang, lang.tag(), Some(cookies::YEAR)))
}

/// Pictures for one network: 60 at once, then one each 2 seconds; each costs some milliseconds of work.
const PICTURES: Budget = Budget::of_strangers(Limit { action: "web.human_picture", burst: 60, seconds_each: 2 });

async fn picture(visit: Visit, Path(name): Path<String>) -> Result<Done, Halt> {
    PICTURES.check(&visit.cx)?.map_err(Halt::refused)?;
    let challenge = name.strip_suffix(".png").ok_or(Halt::NotFound)?.to_owned();
    let cx = visit.cx.clone();
    let png = tokio::task::spawn_blocking(move || human::picture(&cx, &challenge)).await??.ok_or(Halt::NotFound)?;
    Ok(Done::from(([(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "no-store")], png).into_response()))
}

async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /staff\nDisallow: /api\n"
}

async fn components(visit: Visit) -> Result<Done, Halt> {
    Ok(Done::from(Html(gallery::render(visit.cx.lang)).into_response()))
}

/// Mails shown on one page.
const MAILS: u64 = 100;

struct MailLine {
    href: String,
    to: String,
    subject: String,
    kind: String,
    at: String,
    sent: bool,
}

#[derive(Template)]
#[template(path = "dev-mails.html")]
struct MailsPage {
    page: crate::view::Page,
    mails: Vec<MailLine>,
}

async fn mails(visit: Visit) -> Result<Done, Halt> {
    let format = visit.format();
    let mails = gatehouse_mail::queue::latest(&visit.cx, MAILS)
        .await?
        .into_iter()
        .map(|m| MailLine {
            href: format!("/_dev/mail/{}", m.row.id),
            to: m.to,
            subject: m.content.map(|c| c.subject).unwrap_or_default(),
            kind: m.row.kind,
            at: format.date_time(m.row.queued_at),
            sent: m.row.sent_at.is_some(),
        })
        .collect();
    visit.show(&MailsPage { page: visit.page("Mails"), mails })
}

#[derive(Template)]
#[template(path = "dev-mail.html")]
struct MailPageView {
    page: crate::view::Page,
    to: String,
    subject: String,
    lines: Vec<TextLine>,
    html_href: String,
    /// Names and addresses.
    attached: Vec<(String, String)>,
}

/// A line of the text part; an address becomes a link.
struct TextLine {
    text: String,
    is_link: bool,
}

async fn mail(visit: Visit, Path(id): Path<Uuid>) -> Result<Done, Halt> {
    let mail = gatehouse_mail::queue::open(&visit.cx, id).await?.ok_or(Halt::NotFound)?;
    let content = mail.content.ok_or(Halt::NotFound)?;
    let attached = brought(&visit, &mail.row.lang, &content).await?.into_iter().enumerate();
    visit.show(&MailPageView {
        page: visit.page(content.subject.clone()),
        to: mail.to,
        subject: content.subject,
        lines: content
            .text
            .lines()
            .map(|line| TextLine { is_link: line.trim().starts_with("http"), text: line.to_owned() })
            .collect(),
        html_href: format!("/_dev/mail/{id}/html"),
        attached: attached.map(|(place, one)| (one.name, format!("/_dev/mail/{id}/attached/{place}"))).collect(),
    })
}

/// What the mail brings along, made as it would be if it were sent now.
async fn brought(visit: &Visit, lang: &str, content: &Content) -> Result<Vec<Attachment>, Fault> {
    attached::made(&visit.cx, &content.attached, Lang::from_tag(lang).unwrap_or_default()).await
}

async fn mail_attachment(visit: Visit, Path((id, place)): Path<(Uuid, usize)>) -> Result<Done, Halt> {
    let mail = gatehouse_mail::queue::open(&visit.cx, id).await?.ok_or(Halt::NotFound)?;
    let content = mail.content.ok_or(Halt::NotFound)?;
    let one = brought(&visit, &mail.row.lang, &content).await?.into_iter().nth(place).ok_or(Halt::NotFound)?;
    Ok(Done::from(download::saved(&one.name, one.media, one.bytes)))
}

/// The HTML part as a mail program would show it; it brings its own styles, so it has a policy of its own.
async fn mail_html(visit: Visit, Path(id): Path<Uuid>) -> Result<Done, Halt> {
    let mail = gatehouse_mail::queue::open(&visit.cx, id).await?.ok_or(Halt::NotFound)?;
    let content = mail.content.ok_or(Halt::NotFound)?;
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox allow-popups allow-top-navigation-by-user-activation";
    Ok(Done::from(([(header::CONTENT_SECURITY_POLICY, policy)], Html(content.html)).into_response()))
}
