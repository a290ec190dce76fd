//! `/staff/help/{id}/pictures`: the pictures of an article, each with the line by which a text shows it, and the form that adds one (SUP-18).

use super::article::at;
use crate::actions::add_picture::add_picture;
use crate::actions::remove_picture::remove_picture;
use crate::lists::Articles;
use crate::model::picture::{ALT, size_of};
use crate::queries::pictures::of_article;
use crate::queries::staff::whole;
use crate::rights::WRITERS;
use crate::texts;
use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use gatehouse_core::{Refusal, Uuid};
use gatehouse_pictures::MOST_BYTES;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Filled, Halt, Staff, UnlessBroken as _};

/// What stands around a file in a form.
const AROUND: usize = 16 << 10;

pub(super) fn doors() -> Doors {
    let send = send.layer(DefaultBodyLimit::max(MOST_BYTES + AROUND));
    Doors::new().staff(WRITERS, |doors| {
        doors.form("/staff/help/{id}/pictures", show, send).post("/staff/help/{id}/pictures/{picture}/remove", remove)
    })
}

/// Where the pictures of an article are.
pub(super) fn pictures_of(article: Uuid) -> String {
    format!("{}/pictures", at(article))
}

/// A picture as the team sees it in the list.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<img class="shot" src="{{ src }}" alt="{{ alt }}" width="{{ width }}" height="{{ height }}" loading="lazy" decoding="async">"#,
    ext = "html"
)]
struct Thumb {
    src: String,
    alt: String,
    width: u32,
    height: u32,
}

impl HtmlSafe for Thumb {}

/// As it stands in the list.
fn small((width, height): (u32, u32)) -> (u32, u32) {
    const MOST: u32 = 240;
    let longest = width.max(height);
    if longest <= MOST { (width, height) } else { ((width * MOST / longest).max(1), (height * MOST / longest).max(1)) }
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, id, "", &FormErrors::new()).await?)
}

async fn page(staff: &Staff, id: Uuid, alt: &str, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let found = whole(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let title = found.title(lang);
    let title = if title.is_empty() { t.msg_untitled() } else { title };
    let heads = [t.msg_picture(), t.msg_picture_line()].map(Head::new).into_iter().chain([Head::actions(lang)]);
    let mut table = Table::new(t.msg_pictures(), heads);
    for row in of_article(&staff.may()?, id).await? {
        let (width, height) = small(size_of(&row.name).unwrap_or((1, 1)));
        let src = format!("/staff/help/picture/{}", row.name);
        let remove = Button::post(t.msg_picture_remove(), format!("{}/{}/remove", pictures_of(id), row.id));
        let line = CopyBlock::new(lang, t.msg_picture_line(), format!("![{}]({})", row.alt, row.name));
        table.push([
            Cell::of(&Thumb { src, alt: row.alt.clone(), width, height }),
            Cell::of(&line),
            Cell::actions([remove.about(row.alt.as_str()).small()]),
        ]);
    }
    let file = FileField::new("file", t.msg_picture_file()).hint(t.msg_picture_hint()).accept(".png,.jpg,.jpeg,.gif");
    let shows = Field::text("alt", t.msg_picture_alt()).hint(t.msg_picture_alt_hint()).value(alt).max_length(ALT);
    let form = PanelForm::new(pictures_of(id))
        .titled("add", t.msg_picture_add())
        .with_file()
        .field(&file.errors(errors))
        .field(&shows.errors(errors))
        .button(Button::submit(t.msg_picture_upload()).icon(Icon::Upload).primary());
    let crumbs = [(t.msg_nav_help(), Articles::AT.to_owned()), (title, at(id))];
    let head = PageHead::new(t.msg_pictures()).lede(t.msg_pictures_lede()).crumbs(lang, crumbs);
    let list = Panel::new("").table_or(table, t.msg_pictures_none());
    Ok(Sheet::new(visit, t.msg_pictures(), head).errors(errors).with(&list).with(&form))
}

async fn send(staff: Staff, Ids([id]): Ids<1>, sent: Filled) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let added = add_picture(&visit.cx, id, &sent.file, sent.field("alt")).await;
    let done = async |_: String| Ok(visit.go_saying(&pictures_of(id), texts(visit.lang()).msg_picture_added()));
    visit.answer(added, done, async |errors: FormErrors| page(&staff, id, sent.field("alt"), &errors).await).await
}

async fn remove(staff: Staff, Ids([id, picture]): Ids<2>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match remove_picture(&visit.cx, id, picture).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(&pictures_of(id), texts(visit.lang()).msg_picture_removed())),
        Err(refusal) => {
            let sheet = page(&staff, id, "", &FormErrors::new()).await?.refusal(Some(&refusal as &dyn Refusal));
            visit.show_refused(&refusal, &sheet)
        }
    }
}
