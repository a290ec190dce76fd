//! `/help/{article}`: one article, whether it helped, and what was missing (ALL-10). The number in its address decides; other words behind it lead
//! to those of now.

use super::parts::{about, from_here, hits, place, reader};
use super::rendered::Rendered;
use super::{HELP, category_at, of_public};
use crate::actions::comment::{self, COMMENTS, Comment, comment};
use crate::actions::vote::{VOTES, vote};
use crate::model::page_map::leads;
use crate::model::slug::Named;
use crate::model::words::{Reader, Reason};
use crate::queries::products::named as named_products;
use crate::queries::reading::{Item, article, category_name};
use crate::queries::search::related;
use crate::texts;
use axum::extract::Path;
use gatehouse_core::Lang;
use gatehouse_guard::{Budget, Limit};
use gatehouse_web::frames::{Actions, Panel, PanelForm, Paragraph, Row, Sheet};
use gatehouse_web::query::{Asked, address};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Visit, human};
use serde::Deserialize;

/// Searches of one network for what is similar to an article: 120 at once, then one a second. Beyond, the article stands alone.
const RELATED: Budget = Budget::of_strangers(Limit { action: "help.related", burst: 120, seconds_each: 1 });

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| {
        doors.get("/help/{article}", show).post("/help/{article}/helped", helped, VOTES).post(
            "/help/{article}/comment",
            say,
            COMMENTS,
        )
    })
}

/// What was said of it just now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Yes,
    No,
}

/// Where somebody goes whom the foot of a page led to an article that the team has archived, or keeps for other readers (ALL-10).
pub(super) fn instead(visit: &Visit, part: &str, start: &str) -> Result<Done, Halt> {
    if !leads(part, reader(visit)) {
        return Err(Halt::NotFound);
    }
    Ok(visit.go_saying(start, texts(visit.lang()).msg_no_article_of_page()))
}

/// The article that an address names, for whoever looks.
pub(super) async fn named(visit: &Visit, part: &str) -> Result<Item, Halt> {
    let named = Named::read(part).ok_or(Halt::NotFound)?;
    article(&visit.cx, &named, reader(visit), visit.lang()).await?.ok_or(Halt::NotFound)
}

async fn show(visit: Visit, Path(part): Path<String>, asked: Asked) -> Result<Done, Halt> {
    let item = match named(&visit, &part).await {
        Err(Halt::NotFound) => return instead(&visit, &part, HELP),
        found => found?,
    };
    if part.starts_with(|c: char| c.is_ascii_digit()) && part != item.place() {
        return Ok(visit.go(&of_public(&item.place())));
    }
    let said = match asked.get("said").as_str() {
        "yes" => Said::Yes,
        "no" => Said::No,
        _ => Said::Nothing,
    };
    let shown = Shown::asked(&visit, item, &asked).await?;
    visit.show(&page(&visit, &shown, said, &Comment::default(), &FormErrors::new()).await?)
}

/// What stands in the address of a translation whose newer original is read in its place.
const ORIGINAL: (&str, &str) = ("text", "original");

/// An article with the text that is read.
pub(super) struct Shown {
    pub(super) item: Item,
    /// The newer original, in place of its translation.
    is_original: bool,
}

impl Shown {
    /// The original where the reader asks for it and it is newer, else the text of their language.
    pub(super) async fn asked(visit: &Visit, item: Item, asked: &Asked) -> Result<Self, Halt> {
        Self::of(visit, item, asked.get(ORIGINAL.0) == ORIGINAL.1).await
    }

    async fn of(visit: &Visit, item: Item, is_original: bool) -> Result<Self, Halt> {
        if let Some(lang) = item.newer().filter(|_| is_original) {
            let named = Named::Number(item.number, "");
            if let Some(item) = article(&visit.cx, &named, reader(visit), lang).await? {
                return Ok(Self { item, is_original });
            }
        }
        Ok(Self { item, is_original: false })
    }

    /// What its reader should know of the text, with the way to the other one.
    fn notice(&self, visit: &Visit) -> Option<Notice> {
        let (t, lang, item) = (texts(visit.lang()), visit.lang(), &self.item);
        let here = place(reader(visit), item);
        let text = item.lang();
        if self.is_original {
            let notice = Notice::info(t.msg_original(text.name()));
            return Some(notice.action(t.msg_to_translation(lang.name()), here));
        }
        if text != lang {
            return Some(Notice::info(t.msg_not_translated(text.name())));
        }
        let newer = item.newer()?;
        let original = address(&here, &[ORIGINAL]);
        Some(Notice::info(t.msg_outdated()).action(t.msg_to_original(newer.name()), original))
    }
}

/// The text with what has to be said of it, for readers and for the team.
pub(super) async fn text(visit: &Visit, shown: &Shown) -> Result<Sheet, Halt> {
    let item = &shown.item;
    let (t, lang) = (texts(visit.lang()), visit.lang());
    let mut crumbs = vec![(t.msg_nav_help(), HELP.to_owned())];
    if let Some(name) = category_name(&visit.cx, &item.category, lang).await? {
        crumbs.push((name, category_at(&item.category)));
    }
    let is_staff = reader(visit) == Reader::Staff;
    if is_staff {
        crumbs = vec![(t.msg_nav_help(), "/staff/help".to_owned())];
    }
    let about = about(visit, item);
    let about = match item.id {
        Some(id) => match named_products(&visit.cx, id).await? {
            Some((names, versions)) if versions.is_empty() => format!("{about} · {names}"),
            Some((names, versions)) => format!("{about} · {names} · {}", t.msg_versions_of(versions)),
            None => about,
        },
        None => about,
    };
    let head = PageHead::new(item.title.as_str()).lede(about).crumbs(lang, crumbs);
    let text = Rendered::new(&item.lang, &item.body, false, from_here(visit));
    let sheet = Sheet::new(visit, item.title.as_str(), head).narrow().notices(shown.notice(visit));
    let mut panel = Panel::new("").with(&text);
    if let Some(form) = &item.form {
        let to = from_here(visit)(form);
        panel = panel.with(&Actions::new([Button::link(t.msg_to_the_page(), to).icon(Icon::Forward).primary()]));
    }
    Ok(sheet.with(&panel))
}

async fn page(visit: &Visit, shown: &Shown, said: Said, typed: &Comment, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (t, item) = (texts(visit.lang()), &shown.item);
    let mut sheet = text(visit, shown).await?.errors(errors);
    if item.id.is_some() {
        sheet = sheet.with(&match said {
            Said::Nothing => question(visit, item),
            Said::Yes | Said::No => form(visit, item, said, typed, errors)?,
        });
    }
    let near = match RELATED.check(&visit.cx)? {
        Ok(()) => related(&visit.cx, reader(visit), item).await?,
        Err(_) => Vec::new(),
    };
    if !near.is_empty() {
        sheet = sheet.with(&Panel::new(t.msg_related()).edge_to_edge(&hits(reader(visit), &near)));
    }
    Ok(sheet)
}

fn question(visit: &Visit, item: &Item) -> Panel {
    let t = texts(visit.lang());
    let to = format!("{}/helped", of_public(&item.place()));
    let button = |label: String, word: &str| {
        Button::post(label, to.as_str()).with("lang", item.lang.as_str()).with("helped", word)
    };
    let row = Row::new().with(&button(t.msg_yes(), "yes").icon(Icon::Good)).with(&button(t.msg_no(), "no"));
    Panel::new(t.msg_did_this_help()).id("helped").with(&row)
}

/// What was missing or good, in a reader's own words; and for whom it did not help, the way to support with the article's number filled in.
fn form(visit: &Visit, item: &Item, said: Said, typed: &Comment, errors: &FormErrors) -> Result<Panel, Halt> {
    let (t, lang) = (texts(visit.lang()), visit.lang());
    let mut form = PanelForm::in_card(format!("{}/comment", of_public(&item.place())))
        .field(&Field::hidden("lang", item.lang.as_str()));
    if said == Said::No {
        let reasons = Reason::ALL.map(|reason| Choice::new(reason.word(), reason.name(lang)));
        let reasons = Choices::one("reason", t.msg_why_not(), reasons).values(&[typed.reason.as_str()]);
        form = form.field(&reasons.errors(errors));
    }
    let text = TextArea::new("comment", t.msg_comment()).hint(t.msg_comment_hint()).value(&typed.comment).rows(4);
    form = form.field(&text.max_length(comment::TEXT).errors(errors));
    if visit.customer.is_none() {
        form = form.field(&human::for_form(&visit.cx, comment::FORM)?.errors(errors));
    }
    let form = form.button(Button::submit(t.msg_comment_send()).primary());
    let panel = Panel::new(t.msg_thanks()).id("helped").with(&form);
    if said != Said::No {
        return Ok(panel);
    }
    let about = t.msg_ask_about(item.number.to_string(), item.title.as_str());
    let support = if visit.customer.is_some() { "/requests/new" } else { "/support" };
    let ask = Button::link(t.msg_ask_support(), address(support, &[("description", about.as_str())])).icon(Icon::Send);
    Ok(panel.with(&Paragraph::new(t.msg_ask_text())).with(&Actions::new([ask])))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Helped {
    lang: String,
    helped: String,
}

async fn helped(visit: Visit, Path(part): Path<String>, Posted(sent): Posted<Helped>) -> Result<Done, Halt> {
    let item = named(&visit, &part).await?;
    let id = item.id.ok_or(Halt::NotFound)?;
    let lang = Lang::from_tag(&sent.lang).ok_or(Halt::BadRequest)?;
    let yes = match sent.helped.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(Halt::BadRequest),
    };
    let shown = Shown::of(&visit, item, sent.lang != visit.lang().tag()).await?;
    let mut to = vec![("said", if yes { "yes" } else { "no" })];
    to.extend(shown.is_original.then_some(ORIGINAL));
    let to = format!("{}#helped", address(&of_public(&shown.item.place()), &to));
    let done = async |()| Ok(visit.go(&to));
    let again = async |errors: FormErrors| page(&visit, &shown, Said::Nothing, &Comment::default(), &errors).await;
    visit.answer(vote(&visit.cx, id, lang, yes).await, done, again).await
}

async fn say(visit: Visit, Path(part): Path<String>, Posted(typed): Posted<Comment>) -> Result<Done, Halt> {
    let item = named(&visit, &part).await?;
    let id = item.id.ok_or(Halt::NotFound)?;
    let to = of_public(&item.place());
    let done = async |()| Ok(visit.go_saying(&to, texts(visit.lang()).msg_comment_sent()));
    let said = if typed.reason.is_empty() { Said::Yes } else { Said::No };
    let shown = Shown::of(&visit, item, typed.lang != visit.lang().tag()).await?;
    let again = async |errors: FormErrors| page(&visit, &shown, said, &typed, &errors).await;
    visit.answer(comment(&visit.cx, id, &typed).await, done, again).await
}
