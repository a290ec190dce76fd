//! `/staff/help/{id}/text/{part}`: writing a text in a language, with a preview; and reading it over (SUP-18).

use super::article::at;
use super::edit::of_question;
use super::pictures::pictures_of;
use super::question::question;
use crate::actions::publish::{Decision, NOTE, publish};
use crate::actions::restore::restore;
use crate::actions::save_text::{BODY, SaveText, TITLE, save_text, version_of};
use crate::actions::send_to_review::send_to_review;
use crate::lists::Articles;
use crate::model::diff::{diff, of_line};
use crate::model::shipped;
use crate::model::words::State;
use crate::pages::compared::Compared;
use crate::pages::parts::from_here;
use crate::pages::rendered::Rendered;
use crate::queries::staff::{Whole, whole};
use crate::rights::{LOOKERS, WRITERS};
use crate::tables::help_text;
use crate::texts;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Actions, Panel, PanelForm, Paragraph, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{AppState, Done, Doors, Halt, Posted, Staff, UnlessBroken as _};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(WRITERS, |doors| {
            doors
                .form("/staff/help/{id}/text/{part}", show, save)
                .post("/staff/help/{id}/text/{part}/send", send)
                .post("/staff/help/{id}/text/{part}/publish", decide)
                .post("/staff/help/{id}/text/{part}/restore", take_back)
        })
        .staff(LOOKERS, |doors| doors.get("/staff/help/{id}/text/{part}/review", review))
}

/// The article and the language of an address.
struct Of {
    id: Uuid,
    lang: Lang,
}

impl FromRequestParts<AppState> for Of {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        let Ids([id]) = Ids::<1>::from_request_parts(parts, app).await?;
        let Path(pairs) =
            Path::<Vec<(String, String)>>::from_request_parts(parts, app).await.map_err(|_| Halt::NotFound)?;
        let tag = pairs.iter().find(|(name, _)| name == "part").map(|(_, tag)| tag.as_str()).unwrap_or_default();
        let lang = Lang::ALL.into_iter().find(|lang| lang.tag() == tag).ok_or(Halt::NotFound)?;
        Ok(Self { id, lang })
    }
}

impl Of {
    fn at(&self) -> String {
        format!("{}/text/{}", at(self.id), self.lang.tag())
    }
}

/// What a form sends: the text, and whether it is to be shown or kept.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Written {
    #[serde(flatten)]
    text: SaveText,
    act: String,
}

async fn show(staff: Staff, of: Of, asked: Asked) -> Result<Done, Halt> {
    let found = whole(&staff.may()?, of.id).await?.ok_or(Halt::NotFound)?;
    // Where nothing is written yet, it may begin with a request's question.
    let request = Uuid::parse_str(&asked.get("request")).ok().filter(|_| found.texts.is_empty());
    let question = match request {
        Some(request) => Some(question(&staff, request).await?),
        None => None,
    };
    let source = Lang::from_tag(&found.article.source_lang).unwrap_or_default();
    let start = found.open(of.lang).or_else(|| found.published(of.lang)).or_else(|| found.published(source));
    let typed = SaveText {
        title: start
            .map(|text| text.title.clone())
            .or_else(|| question.as_ref().map(|it| it.title.clone()))
            .unwrap_or_default(),
        body: start.map(|text| text.body.clone()).unwrap_or_default(),
        wording: found.open(of.lang).filter(|text| !text.material).map(|_| "true".to_owned()).unwrap_or_default(),
        version: version_of(found.open(of.lang)),
    };
    let notice = question.map(|question| of_question(&question, staff.visit.lang()));
    staff.visit.show(&page(&staff, &of, &found, &typed, (false, &FormErrors::new())).notices(notice))
}

async fn save(staff: Staff, of: Of, Posted(sent): Posted<Written>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    if sent.act == "preview" {
        let found = whole(&staff.may()?, of.id).await?.ok_or(Halt::NotFound)?;
        return visit.show(&page(&staff, &of, &found, &sent.text, (true, &FormErrors::new())));
    }
    let saved = save_text(&visit.cx, of.id, of.lang, &sent.text).await;
    let done = async |_: Uuid| Ok(visit.go_saying(&of.at(), texts(visit.lang()).msg_saved()));
    let again = async |errors: FormErrors| {
        let found = whole(&staff.may()?, of.id).await?.ok_or(Halt::NotFound)?;
        Ok(page(&staff, &of, &found, &sent.text, (false, &errors)))
    };
    visit.answer(saved, done, again).await
}

fn page(staff: &Staff, of: &Of, found: &Whole, typed: &SaveText, (seen, errors): (bool, &FormErrors)) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let title = Field::text("title", t.msg_title()).value(&typed.title).max_length(TITLE);
    let body = TextArea::new("body", t.msg_body()).hint(t.msg_body_hint()).value(&typed.body).max_length(BODY).rows(24);
    let mut form = PanelForm::new(of.at())
        .alone()
        .field(&title.errors(errors))
        .field(&body.errors(errors))
        .field(&Field::hidden("version", typed.version.as_str()));
    if found.article.source_lang == of.lang.tag() {
        let wording = Checkbox::new("wording", t.msg_wording()).checked(typed.wording == "true");
        form = form.field(&wording.errors(errors));
    }
    let form = form
        .button(Button::submit(t.msg_save()).value("act", "save").primary())
        .button(Button::submit(t.msg_preview()).value("act", "preview"));
    let name = t.msg_text_in(of.lang.name());
    let crumbs = [(t.msg_nav_help(), Articles::AT.to_owned()), (titled(found, lang), at(of.id))];
    let head = PageHead::new(name.as_str()).crumbs(lang, crumbs);
    let mut sheet = Sheet::new(visit, name, head).errors(errors);
    let open = found.open(of.lang);
    if let Some(note) = open.and_then(|text| text.note.as_deref()) {
        sheet = sheet.notices([Notice::warn(note).title(t.msg_given_back())]);
    }
    if open.is_some_and(|text| text.state == State::Review) {
        sheet = sheet.notices([Notice::info(t.msg_in_review())]);
    }
    if seen {
        let shown = Rendered::new(of.lang.tag(), &typed.body, true, from_here(visit));
        sheet = sheet.with(&Panel::new(t.msg_preview()).id("preview").with(&shown));
    }
    // A translator sees what the original says now that it did not say then.
    let old = open.or_else(|| found.published(of.lang)).and_then(|text| found.since(text));
    if let Some((then, now)) = old {
        let source = Lang::from_tag(&now.lang).unwrap_or_default();
        sheet = sheet.with(&changes((t.msg_source_changes(), "source"), source, (then, now), lang));
    }
    sheet = sheet.with(&form);
    let mut acts = vec![Button::link(t.msg_pictures(), pictures_of(of.id)).new_tab()];
    if open.is_some_and(|text| text.state == State::Draft) {
        acts.push(Button::post(t.msg_send_to_review(), format!("{}/send", of.at())).icon(Icon::Send));
    }
    if open.is_some_and(|text| text.state == State::Review) {
        acts.push(Button::link(t.msg_read_over(), format!("{}/review", of.at())).icon(Icon::Eye));
    }
    let has_own = found.published(of.lang).is_some_and(|text| text.shipped.is_none());
    if has_own && found.article.shipped && shipped::by_slug(&found.article.slug).is_some() {
        acts.push(Button::post(t.msg_restore(), format!("{}/restore", of.at())).icon(Icon::Undo));
    }
    sheet.with(&Actions::new(acts))
}

fn titled(found: &Whole, lang: Lang) -> String {
    let title = found.title(lang);
    if title.is_empty() { texts(lang).msg_untitled() } else { title }
}

async fn send(staff: Staff, of: Of) -> Result<Done, Halt> {
    match send_to_review(&staff.visit.cx, of.id, of.lang).await.unless_broken()? {
        Ok(()) => Ok(staff.visit.go_saying(&at(of.id), texts(staff.visit.lang()).msg_sent_to_review())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

async fn take_back(staff: Staff, of: Of) -> Result<Done, Halt> {
    match restore(&staff.visit.cx, of.id, of.lang).await.unless_broken()? {
        Ok(()) => Ok(staff.visit.go_saying(&at(of.id), texts(staff.visit.lang()).msg_restored())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

async fn review(staff: Staff, of: Of) -> Result<Done, Halt> {
    let found = whole(&staff.may()?, of.id).await?.ok_or(Halt::NotFound)?;
    staff.visit.show(&review_page(&staff, &of, &found, "", &FormErrors::new())?)
}

/// What is to be published beside what people read now; who did not write it decides.
fn review_page(staff: &Staff, of: &Of, found: &Whole, note: &str, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let text = found.open(of.lang).filter(|text| text.state == State::Review).ok_or(Halt::NotFound)?;
    let crumbs = [(t.msg_nav_help(), Articles::AT.to_owned()), (titled(found, lang), at(of.id))];
    let readers = Badge::new(Tone::Info, found.article.audience.name(lang)).ring();
    let head = PageHead::new(t.msg_read_over()).lede(t.msg_read_over_lede()).badge(readers).crumbs(lang, crumbs);
    let shown = |text: &help_text::Model| Rendered::new(of.lang.tag(), &text.body, true, from_here(visit));
    let mut sheet = Sheet::new(visit, t.msg_read_over(), head).errors(errors);
    sheet = sheet.with(&Panel::new(text.title.as_str()).with(&shown(text)));
    if let Some(now) = found.published(of.lang) {
        sheet = sheet.with(&changes((t.msg_changes(), "changes"), of.lang, (now, text), lang));
        let fold = gatehouse_web::frames::Fold::new(t.msg_now_published()).with(&shown(now));
        sheet = sheet.with(&Panel::new("").with(&fold));
    }
    if !staff.is_any_of(WRITERS) {
        return Ok(sheet);
    }
    if text.author_id == Some(staff.session.staff) {
        return Ok(sheet.notices([Notice::info(t.msg_own_text())]));
    }
    let version = version_of(Some(text));
    let note = TextArea::new("note", t.msg_note()).hint(t.msg_note_hint()).value(note).max_length(NOTE).rows(3);
    let form = PanelForm::new(format!("{}/publish", of.at()))
        .alone()
        .unguarded()
        .field(&Field::hidden("version", version))
        .field(&note.optional(lang).errors(errors))
        .button(Button::submit(t.msg_publish()).value("act", "publish").primary())
        .button(Button::submit(t.msg_give_back()).value("act", "back"));
    Ok(sheet.with(&form))
}

/// What of a text is another one than it was.
fn changes(
    (name, id): (String, &str),
    of: Lang,
    (then, now): (&help_text::Model, &help_text::Model),
    lang: Lang,
) -> Panel {
    let t = texts(lang);
    let (title, lines) = (of_line(&then.title, &now.title), diff(&then.body, &now.body));
    let mut panel = Panel::new(name).id(id);
    if title.is_empty() && lines.is_empty() {
        return panel.with(&Paragraph::muted(t.msg_changes_none()));
    }
    panel = panel.text(t.msg_changes_text());
    if !title.is_empty() {
        panel = panel.with(&Compared::line(of, &title, lang));
    }
    panel.with(&Compared::new(of, &lines, lang))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Decided {
    version: String,
    note: String,
    act: String,
}

async fn decide(staff: Staff, of: Of, Posted(sent): Posted<Decided>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let (decision, said) = match sent.act.as_str() {
        "publish" => (Decision::Publish, t.msg_published_now()),
        "back" => (Decision::GiveBack(&sent.note), t.msg_given_back_now()),
        _ => return Err(Halt::BadRequest),
    };
    let decided = publish(&visit.cx, of.id, of.lang, &sent.version, decision).await;
    let done = async |()| Ok(visit.go_saying(&at(of.id), said));
    let again = async |errors: FormErrors| {
        let found = whole(&staff.may()?, of.id).await?.ok_or(Halt::NotFound)?;
        review_page(&staff, &of, &found, &sent.note, &errors)
    };
    visit.answer(decided, done, again).await
}
