//! `/staff/accounts/{id}`: a customer's page for staff, with the tabs of all modules; here who they are, what they did lately, and what
//! staff noted (ux.md J24).

use crate::actions::add_note::{AddNote, add_note};
use crate::actions::invite_again::invite_again;
use crate::actions::remove_note::remove_note;
use crate::actions::sign_out_everywhere as sign_out;
use crate::actions::start_removal::start_removal;
use crate::model::{Country, State, term};
use crate::queries::notes::notes;
use crate::queries::staff::Looked;
use crate::rights::MAY_HELP;
use crate::texts;
use gatehouse_address::shown;
use gatehouse_context::Seen;
use gatehouse_core::note::Note;
use gatehouse_core::{Lang, Uuid, async_trait};
use gatehouse_l10n::zones;
use gatehouse_web::frames::{Actions, Panel, Sheet};
use gatehouse_web::notes::{self as kit, NoteForm};
use gatehouse_web::person::{self, People, PersonHead, address};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff, UnlessBroken as _, history};

/// The tab of notes.
pub(crate) const NOTES: &str = "notes";
/// The tab of what happened.
pub(crate) const ACTIVITY: &str = "activity";

/// Who customers are, for the pages of all modules.
pub(crate) struct OfAccounts;

#[async_trait]
impl People for OfAccounts {
    async fn head(&self, staff: &Staff, account: Uuid) -> Result<Option<PersonHead>, Halt> {
        let looked = Seen::<Looked>::find(&staff.may()?, account).await?;
        Ok(looked.map(|looked| head(&looked, staff.visit.lang())))
    }
}

fn head(looked: &Looked, lang: Lang) -> PersonHead {
    let t = texts(lang);
    let badge = match looked.row.state {
        State::Active => Badge::new(Tone::Good, t.msg_staff_state_active()),
        State::PendingPassword => Badge::new(Tone::Neutral, t.msg_staff_state_invited()).ring(),
        State::PendingConfirmation => Badge::new(Tone::Neutral, t.msg_staff_state_pending()).ring(),
    };
    let email = shown(&looked.person.email);
    let (name, lede) = match looked.person.name.whole() {
        Some(name) => (name, Some(email)),
        None => (email, None),
    };
    let head = PageHead::new(name.as_str()).badge(badge).crumbs(lang, [(t.msg_staff_title(), person::AT)]);
    let head = match lede {
        Some(email) => head.lede(email),
        None => head,
    };
    PersonHead { name, head }
}

/// Who they are, what was noted about them, and the first rows of what every module has of them.
pub async fn overview(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let may = staff.may()?;
    let looked = Seen::<Looked>::find(&may, id).await?.ok_or(Halt::NotFound)?;
    let lang = staff.visit.lang();
    let noted = notes(&may, id).await?;
    let mut head = head(&looked, lang);
    if looked.row.state == State::PendingPassword {
        let again = Button::post(texts(lang).msg_staff_invite_again(), format!("{}/invite", address(id, "")));
        head.head = head.head.action(again.icon(Icon::Send));
    }
    let sheet = person::framed(&staff, id, head)?;
    let sheet = sheet.notices(noted_notice(&noted, id, lang)).notices(waiting_notice(&staff, &looked));
    let sheet = sheet.with(&Panel::new("").with(&facts(&staff, &looked)));
    let sheet = person::parts(&staff, id).await?.iter().fold(sheet, Sheet::with);
    let help = staff.is_any_of(&MAY_HELP).then(|| help_panel(lang, &looked));
    staff.visit.show(&help.iter().fold(sheet, Sheet::with))
}

/// Says of an account that a purchase made until when its link opens: then it is erased.
fn waiting_notice(staff: &Staff, looked: &Looked) -> Option<Notice> {
    let since = looked.row.invited_at.filter(|_| looked.row.state == State::PendingPassword)?;
    let t = texts(staff.visit.lang());
    Some(Notice::info(t.msg_staff_invited_text(staff.visit.format().date_time(since.plus(term::SET_PASSWORD)))))
}

/// Mails the link to set the first password once more.
pub async fn invite(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match invite_again(&visit.cx, id).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(&address(id, ""), texts(visit.lang()).msg_staff_invited_again())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

/// Says that there are notes, with the beginning of the newest: who opens the page should not miss them.
fn noted_notice(noted: &[Note], id: Uuid, lang: Lang) -> Option<Notice> {
    const BEGINNING: usize = 200;
    let newest = noted.first()?;
    let mut text: String = newest.text.0.chars().take(BEGINNING).collect();
    if newest.text.0.chars().nth(BEGINNING).is_some() {
        text.push('…');
    }
    let t = texts(lang);
    let count = i64::try_from(noted.len()).unwrap_or(i64::MAX);
    Some(Notice::info(text).title(t.msg_staff_noted(count)).action(t.msg_staff_all_notes(), address(id, NOTES)))
}

/// An address that was written in several lines.
fn in_one_line(lines: &str, lang: Lang) -> String {
    let lines: Vec<&str> = lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(if lang == Lang::Ja { " " } else { ", " })
}

/// What is known; what is not is left out.
fn facts(staff: &Staff, looked: &Looked) -> KeyValues {
    let lang = staff.visit.lang();
    let t = texts(lang);
    let format = staff.visit.format();
    let (person, row) = (&looked.person, &looked.row);
    let zone = row.zone.as_deref().map(|name| zones::label(name, lang, staff.visit.cx.now()));
    let country = row.country.as_deref().and_then(Country::from_code).map(|country| country.name(lang));
    let told = [
        (t.msg_email(), Some(shown(&person.email))),
        (t.msg_name(), person.name.whole()),
        (t.msg_staff_reading(), person.name.reading()),
        (t.msg_company(), person.company.clone()),
        (t.msg_phone(), person.phone.clone()),
        (t.msg_address(), person.address.as_deref().map(|lines| in_one_line(lines, lang))),
        (t.msg_country(), country.map(str::to_owned)),
        (t.msg_region(), row.region.clone()),
        (t.msg_language(), Some(Lang::from_tag(&row.lang).unwrap_or_default().name().to_owned())),
        (t.msg_zone(), zone),
    ];
    let told = told.into_iter().filter_map(|(label, value)| Some((label, value.filter(|text| !text.is_empty())?)));
    let facts = told.fold(KeyValues::new(), |facts, (label, value)| facts.row(label, Cell::text(value)));
    let facts = facts.row(t.msg_staff_created(), Cell::time(&format, row.created_at));
    let facts = match row.confirmed_at {
        Some(at) => facts.row(t.msg_staff_confirmed(), Cell::time(&format, at)),
        None => facts,
    };
    let facts = facts.row(t.msg_staff_sessions(), Cell::number(looked.sessions.to_string()));
    let two_step = if looked.has_two_step { t.msg_staff_two_step_on() } else { t.msg_staff_two_step_off() };
    let facts = facts.row(t.msg_two_step(), Cell::text(two_step));
    let facts = match looked.services.is_empty() {
        true => facts,
        false => facts.row(t.msg_services_title(), Cell::text(looked.services.join(", "))),
    };
    match looked.removal {
        Some(due) => facts.row(t.msg_staff_removal(), Cell::time(&format, due)),
        None => facts,
    }
}

/// What support can do for somebody who cannot sign in, or whose account somebody else is in.
fn help_panel(lang: Lang, looked: &Looked) -> Panel {
    let t = texts(lang);
    let at = |tab| address(looked.row.id, tab);
    let sign_out = Button::post(t.msg_staff_sign_out(), at("sign-out-everywhere")).icon(Icon::SignOut);
    let panel = Panel::new(t.msg_staff_help()).text(t.msg_staff_sign_out_text()).with(&Actions::new([sign_out]));
    if !looked.has_two_step || looked.removal.is_some() {
        return panel;
    }
    let remove = Button::post(t.msg_staff_remove_factors(), at("remove-factors")).danger();
    panel.text(t.msg_staff_remove_factors_text()).with(&Actions::new([remove]))
}

/// Signs them out everywhere.
pub async fn sign_out_everywhere(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.elevated_for(&address(id, ""))?;
    let visit = &staff.visit;
    match sign_out::sign_out_everywhere(&visit.cx, id).await.unless_broken()? {
        Ok(_) => Ok(visit.go_saying(&address(id, ""), texts(visit.lang()).msg_staff_signed_out())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

/// Begins the removal of their factors.
pub async fn remove_factors(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.elevated_for(&address(id, ""))?;
    let visit = &staff.visit;
    match start_removal(&visit.cx, id).await.unless_broken()? {
        Ok(due) => {
            let said = texts(visit.lang()).msg_staff_removal_begun(visit.format().date_time(due));
            Ok(visit.go_saying(&address(id, ""), said))
        }
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

/// What they did and what happened to the account lately, without looks.
pub async fn activity(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let sheet = person::sheet(&staff, id).await?;
    let told = Timeline::new(history::of_account(&staff.visit.cx, id).await?);
    let panel = Panel::new(texts(staff.visit.lang()).msg_activity_title());
    staff.visit.show(&sheet.with(&panel.with(&told)))
}

/// What staff noted.
pub async fn list_notes(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let page = notes_page(&staff, id, &NoteForm::default(), &FormErrors::new()).await?;
    staff.visit.show(&page)
}

async fn notes_page(staff: &Staff, id: Uuid, typed: &NoteForm, errors: &FormErrors) -> Result<Sheet, Halt> {
    let sheet = person::sheet(staff, id).await?.errors(errors);
    let noted = notes(&staff.may()?, id).await?;
    Ok(sheet.with(&kit::panel(staff, &noted, &address(id, NOTES), (typed, errors)).await?))
}

/// Notes something.
pub async fn note(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<NoteForm>) -> Result<Done, Halt> {
    let (visit, input) = (&staff.visit, AddNote { account: id, id: typed.id(&staff), text: typed.note.clone() });
    let done = async |()| Ok(kit::added(visit, &address(id, NOTES)));
    let again = async |errors| notes_page(&staff, id, &typed, &errors).await;
    visit.answer(add_note(&visit.cx, &input).await, done, again).await
}

/// Removes a note.
pub async fn unnote(staff: Staff, Ids([id, note]): Ids<2>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match remove_note(&visit.cx, id, note).await.unless_broken()? {
        Ok(()) => Ok(kit::removed(visit, &address(id, NOTES))),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
