//! `/staff/imports`: requests of another program are brought here (SUP-17): an export is uploaded and looked at, then stored, with how far it is, and what
//! was taken and refused.

use crate::actions::begin_import::{NewImport, begin_import, drop_import, start_import};
use crate::lists::import_items::ImportItems;
use crate::model::files::MOST_IMPORT;
use crate::model::import::refused::FileRefused;
use crate::model::import::report::Summary;
use crate::model::request::{ImportSource, ImportState};
use crate::queries::imports::{run as find, runs};
use crate::rights::LEADS;
use crate::tables::import_run::Model;
use crate::texts;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use axum::response::IntoResponse as _;
use gatehouse_core::{Lang, Moment, Uuid};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Actions, Panel, PanelForm, Sheet};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::visit::Filled;
use gatehouse_web::{Done, Doors, Halt, Staff, UnlessBroken as _};

/// Where they are.
pub(super) const AT: &str = "/staff/imports";
/// What a form has besides its file.
const AROUND: usize = 64 << 10;

pub(super) fn doors() -> Doors {
    let most = usize::try_from(MOST_IMPORT).unwrap_or(usize::MAX).saturating_add(AROUND);
    Doors::new().staff(LEADS, |doors| {
        doors
            .get(AT, list)
            .form("/staff/imports/new", blank, upload.layer(DefaultBodyLimit::max(most)))
            .get(ImportItems::AT, items)
            .get(ImportItems::FILE, file)
            .get("/staff/imports/{run}", show)
            .get("/staff/imports/{run}/progress", progress)
            .post("/staff/imports/{run}/start", start)
            .post("/staff/imports/{run}/remove", remove)
    })
}

fn place(run: Uuid) -> String {
    format!("{AT}/{run}")
}

/// What happened with the things of a run.
fn items_of(run: Uuid, outcome: &str) -> String {
    let id = run.to_string();
    let all = [("run", id.as_str()), ("outcome", outcome)];
    address(ImportItems::AT, if outcome.is_empty() { &all[..1] } else { &all[..] })
}

fn badge(row: &Model, lang: Lang) -> Badge {
    let tone = match row.state {
        ImportState::Waiting | ImportState::Running => Tone::Info,
        ImportState::Checked => Tone::Warn,
        ImportState::Done => Tone::Good,
        ImportState::Failed => Tone::Bad,
    };
    Badge::new(tone, row.state.name(lang))
}

async fn list(staff: Staff) -> Result<Done, Halt> {
    let (visit, lang, format) = (&staff.visit, staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let heads = [
        t.msg_staff_name(),
        t.msg_import_source(),
        t.msg_status(),
        t.msg_import_taken(),
        t.msg_import_refused(),
        t.msg_staff_at(),
    ];
    let mut table = Table::new(t.msg_imports(), heads.map(Head::new));
    for row in runs(&staff.may()?).await? {
        table.push([
            Cell::link(&row.name, place(row.id)),
            Cell::text(row.source.name()),
            Cell::badge(&badge(&row, lang)),
            Cell::number(format.number(row.taken)),
            Cell::number(format.number(row.refused)),
            Cell::time(&format, row.made_at),
        ]);
    }
    let head = PageHead::new(t.msg_imports())
        .lede(t.msg_imports_lede())
        .action(Button::link(t.msg_import_new(), "/staff/imports/new").icon(Icon::Plus).primary())
        .action(Button::link(t.msg_import_items(), ImportItems::AT));
    let panel = Panel::new("").table_or(table, t.msg_imports_none());
    visit.show(&Sheet::new(visit, t.msg_imports(), head).with(&panel))
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    let input = NewImport { lang: staff.visit.lang().tag().to_owned(), ..NewImport::default() };
    staff.visit.show(&form(&staff, &input, &FormErrors::new()))
}

fn form(staff: &Staff, input: &NewImport, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let sources = [ImportSource::Zendesk, ImportSource::Zammad].map(|source| Choice::new(source.word(), source.name()));
    let languages = Select::languages("lang", t.msg_import_lang(), &Lang::ALL).value(&input.lang);
    let most = i64::try_from(MOST_IMPORT >> 20).unwrap_or_default();
    let form = PanelForm::new("/staff/imports/new")
        .alone()
        .unguarded()
        .with_file()
        .field(
            &Field::text("name", t.msg_staff_name()).hint(t.msg_import_name_hint()).value(&input.name).errors(errors),
        )
        .field(&Choices::one("source", t.msg_import_source(), sources).values(&[&input.source]).errors(errors))
        .field(&languages.errors(errors))
        .field(
            &FileField::new("file", t.msg_import_file())
                .hint(t.msg_import_file_hint(most))
                .accept(".json")
                .errors(errors),
        )
        .button(Button::submit(t.msg_import_check()).icon(Icon::Upload).primary())
        .button(Button::link(t.msg_staff_back(), AT));
    let head = PageHead::new(t.msg_import_new()).lede(t.msg_import_new_lede()).crumbs(lang, [(t.msg_imports(), AT)]);
    Sheet::new(visit, t.msg_import_new(), head).narrow().errors(errors).with(&form)
}

async fn upload(staff: Staff, filled: Filled) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let input = NewImport {
        name: filled.field("name").to_owned(),
        source: filled.field("source").to_owned(),
        lang: filled.field("lang").to_owned(),
        file: filled.file.clone(),
    };
    let begun = begin_import(&visit.cx, &input).await;
    let done = async |id| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_import_uploaded()));
    visit.answer(begun, done, async |errors: FormErrors| Ok(form(&staff, &input, &errors))).await
}

async fn found(staff: &Staff, run: Uuid) -> Result<Model, Halt> {
    find(&staff.may()?, run).await?.ok_or(Halt::NotFound)
}

async fn show(staff: Staff, Ids([run]): Ids<1>) -> Result<Done, Halt> {
    let row = found(&staff, run).await?;
    let (visit, lang, format) = (&staff.visit, staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let head = PageHead::new(&row.name).badge(badge(&row, lang)).crumbs(lang, [(t.msg_imports(), AT)]);
    let mut sheet = Sheet::new(visit, &row.name, head).notices(notices(&row, lang));
    if row.state.is_on_its_way() {
        let (done, total) = how_far(&row);
        let bar = Progress::new(t.msg_import_progress(), so_far(&row, &format), done, total);
        let refresh = Button::link(t.msg_import_refresh(), place(run)).icon(Icon::Refresh);
        let panel = Panel::new("").text(t.msg_import_leave());
        sheet = sheet.with(&panel.with(&bar.poll(format!("{}/progress", place(run)))).with(&Actions::new([refresh])));
    }
    sheet = sheet.with(&Panel::new("").with(&facts(&row, &format)));
    let mut ways = vec![
        Button::link(t.msg_import_show_all(), items_of(run, "")),
        Button::link(t.msg_import_show_refused(), items_of(run, "refused")),
    ];
    if row.state == ImportState::Checked && row.file_id.is_some() {
        ways.insert(0, Button::post(t.msg_import_start(), format!("{}/start", place(run))).icon(Icon::Check).primary());
        ways.push(Button::post(t.msg_import_remove(), format!("{}/remove", place(run))).icon(Icon::Trash).danger());
    }
    visit.show(&sheet.with(&Actions::new(ways)))
}

fn notices(row: &Model, lang: Lang) -> Vec<Notice> {
    let t = texts(lang);
    match (row.state, &row.failure) {
        (ImportState::Failed, Some(code)) => {
            vec![Notice::bad(FileRefused::said(code, lang).unwrap_or_else(|| code.clone()))]
        }
        (ImportState::Checked, _) => vec![Notice::info(t.msg_import_checked_text())],
        (ImportState::Done, _) if row.refused > 0 => vec![Notice::warn(t.msg_import_done_refused(row.refused))],
        _ => Vec::new(),
    }
}

/// So many things of so many; while they are counted, of those so far.
fn how_far(row: &Model) -> (u64, u64) {
    let summary = summary(row);
    let all = summary.requests.max(row.total.unsigned_abs());
    (row.total.unsigned_abs(), all)
}

fn so_far(row: &Model, format: &Format) -> String {
    let t = texts(format.lang());
    t.msg_import_so_far(format.number(row.taken), format.number(row.passed), format.number(row.refused))
}

fn summary(row: &Model) -> Summary {
    row.summary.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

fn facts(row: &Model, format: &Format) -> KeyValues {
    let t = texts(format.lang());
    let summary = summary(row);
    let number = |count: u64| Cell::number(format.number(i64::try_from(count).unwrap_or(i64::MAX)));
    let taken = if row.dry_run { t.msg_import_would_be_taken() } else { t.msg_import_taken() };
    let mut facts = KeyValues::new()
        .row(t.msg_import_source(), Cell::text(row.source.name()))
        .row(taken, Cell::number(format.number(row.taken)))
        .row(t.msg_import_passed(), Cell::number(format.number(row.passed)))
        .row(t.msg_import_refused(), Cell::number(format.number(row.refused)))
        .row(t.msg_requests(), number(summary.requests))
        .row(t.msg_import_count_messages(), number(summary.messages))
        .row(t.msg_import_internal(), number(summary.internal))
        .row(t.msg_import_people_count(), number(summary.people))
        .row(t.msg_import_files_left(), number(summary.files))
        .row(t.msg_import_cut(), number(summary.cut));
    if let Some((first, last)) = summary.opened {
        facts = facts
            .row(t.msg_import_oldest(), Cell::date(format, Moment(first)))
            .row(t.msg_import_newest(), Cell::date(format, Moment(last)));
    }
    let facts = facts.row(t.msg_import_begun(), Cell::time(format, row.made_at));
    match row.ended_at {
        Some(at) => facts.row(t.msg_import_ended(), Cell::time(format, at)),
        None => facts,
    }
}

async fn progress(staff: Staff, Ids([run]): Ids<1>) -> Result<Done, Halt> {
    let row = found(&staff, run).await?;
    let (done, total) = how_far(&row);
    let body = serde_json::json!({
        "done": done,
        "total": total,
        "text": so_far(&row, &staff.visit.format()),
        "finished": !row.state.is_on_its_way(),
    });
    Ok(Done::from(axum::Json(body).into_response()))
}

async fn start(staff: Staff, Ids([run]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match start_import(&visit.cx, run).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(&place(run), texts(visit.lang()).msg_import_begins())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

async fn remove(staff: Staff, Ids([run]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match drop_import(&visit.cx, run).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(AT, texts(visit.lang()).msg_import_removed())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

async fn items(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let listed = Listed::of_address(visit, ImportItems, &asked).await?;
    let head =
        PageHead::new(t.msg_import_items()).lede(t.msg_import_items_lede()).crumbs(lang, [(t.msg_imports(), AT)]);
    let sheet = Sheet::new(visit, t.msg_import_items(), head);
    listed.done(visit, &sheet.with(&listed.listing()))
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, ImportItems, &asked).await
}
