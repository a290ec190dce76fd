//! `/staff/requests/{id}`: a request with its correspondence, and everything that support does with it (SUP-17).

use super::answer::{Typed, answer_form, note_form};
use super::answers;
use super::said;
use crate::lists::ratings::mark_badge;
use crate::lists::staff_requests::{Requests, place, status_badge};
use crate::model::category::{Category, Level};
use crate::model::form::{Filled, PREMIUM_ACTIVATION};
use crate::model::request::LinkKind;
use crate::model::status::Status;
use crate::model::transition::{By, Needs, next};
use crate::queries::ratings::mark_of;
use crate::queries::staff::{Looked, texts as opened};
use crate::queries::staff_request::{self, Linked, links, people};
use crate::rights::{AGENTS, CLERKS, LEADS, LOOKERS};
use crate::texts;
use gatehouse_accounts::model::Country;
use gatehouse_catalog::queries::products;
use gatehouse_companies::tables::company;
use gatehouse_context::Seen;
use gatehouse_core::{Lang, Moment, Refusal, Uuid};
use gatehouse_web::frames::{Fold, Panel, Sheet, Split};
use gatehouse_web::history;
use gatehouse_web::list::List as _;
use gatehouse_web::query::{Asked, Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};
use sea_orm::EntityTrait as _;

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get("/staff/requests/{id}", show))
}

/// An address below that of a request.
pub(super) fn at(id: Uuid, below: &str) -> String {
    if below.is_empty() { place(id) } else { format!("{}/{below}", place(id)) }
}

/// The request, and the line in the log that it was looked at.
pub(super) async fn seen(staff: &Staff, id: Uuid) -> Result<Seen<Looked>, Halt> {
    Seen::<Looked>::find(&staff.may()?, id).await?.ok_or(Halt::NotFound)
}

async fn show(staff: Staff, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let seen = seen(&staff, id).await?;
    let text = match Uuid::parse_str(&asked.get("canned")) {
        Ok(canned) => answers::filled(&staff.visit.cx, &staff.session.label, &seen, canned).await?,
        Err(_) => String::new(),
    };
    let canned = if text.is_empty() { String::new() } else { asked.get("canned") };
    let typed = Typed { text, canned, ..Typed::default() };
    let all = asked.raw("all").is_some();
    staff.visit.show(&page(&staff, &seen, (&typed, &FormErrors::new()), None, all).await?)
}

/// The page, with what was typed when it was refused, or with why an action was.
pub(super) async fn page(
    staff: &Staff,
    seen: &Seen<Looked>,
    typed: (&Typed, &FormErrors),
    refusal: Option<&dyn Refusal>,
    all: bool,
) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (cx, row) = (&visit.cx, seen.row());
    let subject = opened(cx, seen).await?;
    let (people, links) = (people(cx, seen).await?, links(cx, seen).await?);
    let may_act = staff.is_any_of(AGENTS);
    let mut split = Split::new();
    for panel in said::panels(staff, seen, (&people, &links), all).await? {
        split = split.main(&panel);
    }
    let is_open = !row.status.is_final() && row.merged_into.is_none();
    if may_act && is_open {
        split = split.main(&answer_form(staff, seen, typed).await?);
    }
    if may_act {
        split = split.main(&note_form(staff, seen, typed, is_open).await?);
    }
    split = split
        .beside(&Panel::new("").with(&facts(staff, seen).await?))
        .beside(&form_panel(&subject.filled, row.category, lang))
        .beside(&super::people::panel(staff, seen, &people, typed).await?)
        .beside(&super::customer::panel(staff, seen).await?)
        .beside(&super::act::panel(staff, seen, may_act).await?)
        .beside(&super::belongs::panel(staff, seen, &links, may_act))
        .beside(&history_panel(staff, row.id).await?);
    let title = format!("{} {}", row.number, subject.subject);
    Ok(Sheet::new(visit, title, head(staff, seen, &subject.subject, may_act))
        .errors(typed.1)
        .refusal(refusal)
        .notices(notices(staff, seen, &links).await?)
        .with(&super::act::presence(staff, row).await?)
        .with(&split))
}

fn head(staff: &Staff, seen: &Seen<Looked>, subject: &str, may_act: bool) -> PageHead {
    let (lang, row) = (staff.visit.lang(), seen.row());
    let t = texts(lang);
    let mut head = PageHead::new(subject)
        .lede(format!("{} · {}", row.number, row.category.name(lang)))
        .badge(status_badge(row, lang))
        .crumbs(lang, [(t.msg_requests(), Requests::AT)]);
    if !may_act || row.merged_into.is_some() {
        return head;
    }
    for step in next(row.status, By::Staff) {
        if matches!(step.needs, Needs::PublicMessage | Needs::Solution) {
            continue;
        }
        let href = format!("{}?to={}", at(row.id, "status"), step.to.word());
        head = head.action(Button::link(step_name(step.to, lang), href));
    }
    let is_mine = row.assignee_id == Some(staff.session.staff);
    let version = row.version.to_string();
    head.action(if is_mine {
        Button::post(t.msg_staff_release(), at(row.id, "assign")).with("to", "nobody").with("version", version)
    } else {
        Button::post(t.msg_staff_take(), at(row.id, "assign")).with("to", "me").with("version", version).primary()
    })
}

/// What a step is called on its button.
pub(super) fn step_name(to: Status, lang: Lang) -> String {
    let t = texts(lang);
    match to {
        Status::ClosedRedirected => t.msg_staff_step_redirect(),
        Status::CanceledBySupport => t.msg_staff_step_cancel(),
        Status::SolvedNoInformation => t.msg_staff_step_no_information(),
        Status::CanceledExpired => t.msg_staff_step_expired(),
        Status::Processing => t.msg_staff_step_process(),
        other => other.name(lang),
    }
}

/// What has to be said above: that it goes on elsewhere, that it is critical.
async fn notices(staff: &Staff, seen: &Seen<Looked>, links: &[Linked]) -> Result<Vec<Notice>, Halt> {
    let (visit, row) = (&staff.visit, seen.row());
    let (t, format) = (texts(visit.lang()), visit.format());
    let mut all = Vec::new();
    if let Some(into) = links.iter().find(|one| one.link.kind == LinkKind::Merged && one.link.request_id == row.id) {
        let notice = Notice::info(t.msg_staff_goes_on_in(&into.other.number));
        // What has ended with the other one is not taken out of it again.
        let is_over = row.status.is_final();
        all.push(if is_over { notice } else { notice.undo(t.msg_staff_unmerge(), at(row.id, "unmerge")) });
    }
    if let Some((incident, callback)) = staff_request::incident(&visit.cx, seen).await? {
        let text = t.msg_staff_incident_callback(&callback);
        let notice = Notice::bad(text).title(incident.kind.name(visit.lang()));
        all.push(match incident.taken_at {
            None if row.active && staff.is_any_of(AGENTS) => {
                notice.button(Button::post(t.msg_staff_take_incident(), at(row.id, "incident")).primary())
            }
            Some(at) => notice.more(t.msg_staff_incident_taken(format.date_time(at))),
            None => notice,
        });
    }
    let asks_for_contract = row.kind.as_deref() == Some(PREMIUM_ACTIVATION) && row.active;
    if asks_for_contract && staff.is_any_of(CLERKS) {
        let enter = address("/staff/contracts/new", &[("request", &row.id.to_string())]);
        let enter = Button::link(t.msg_staff_contract_enter(), enter).primary();
        all.push(Notice::info(t.msg_contract_asked_text()).title(t.msg_kind_premium_activation()).button(enter));
    }
    if !staff_request::closed_to_customer(&visit.cx, seen).await?.is_empty() {
        let files = Button::link(t.msg_staff_files(), at(row.id, "files"));
        all.push(Notice::warn(t.msg_vouch_missing()).button(files));
    }
    Ok(all)
}

async fn facts(staff: &Staff, seen: &Seen<Looked>) -> Result<KeyValues, Halt> {
    let (visit, row) = (&staff.visit, seen.row());
    let (cx, lang, format) = (&visit.cx, visit.lang(), visit.format());
    let t = texts(lang);
    let level = row.level.name(lang);
    let level = match row.contract_id {
        Some(contract) => Cell::link(level, format!("/staff/contracts/{contract}")),
        None => Cell::text(level),
    };
    let mut facts = KeyValues::new()
        .row(t.msg_channel(), Cell::text(row.channel.name(lang)))
        .row(t.msg_level(), level)
        .row(t.msg_staff_language(), Cell::text(Lang::from_tag(&row.lang).map(Lang::name).unwrap_or_default()))
        .row(t.msg_staff_opened_at(), Cell::time(&format, row.opened_at));
    if let Some(country) = row.country.as_deref().and_then(Country::from_code) {
        facts = facts.row(t.msg_staff_country(), Cell::text(country.name(lang)));
    }
    if let Some(company) = row.company_id {
        let found = company::Entity::find_by_id(company).one(cx.read()).await.map_err(gatehouse_core::Fault::from)?;
        let name = found.map(|row| row.name).unwrap_or_default();
        facts = facts.row(t.msg_staff_company(), Cell::link(name, format!("/staff/companies/{company}")));
    }
    if let Some(product) = row.product_id {
        let all = products::all_by_name(cx).await?;
        let name = all.into_iter().find(|(id, _)| *id == product).map(|(_, name)| name).unwrap_or_default();
        facts = facts.row(t.msg_staff_product(), Cell::text(name));
    }
    if let Some(license) = row.license_id {
        facts = facts.row(t.msg_staff_license(), Cell::link(t.msg_staff_show(), format!("/staff/licenses/{license}")));
    }
    if staff.is_any_of(LEADS)
        && let Some(mark) = mark_of(cx, row.id).await?
    {
        facts = facts.row(t.msg_rating_mark(), Cell::badge(&mark_badge(mark, lang)));
    }
    if row.level == Level::Standard && row.critical.is_none() && row.due_at.is_none() {
        return Ok(facts.row(t.msg_staff_due(), Cell::text(t.msg_staff_due_none())));
    }
    let now = cx.now();
    let due = |moment: Option<Moment>| match moment {
        None => Cell::none(),
        Some(at) if at < now => Cell::badge(&Badge::new(Tone::Bad, t.msg_staff_due_late())).sub(format.date_time(at)),
        Some(at) => Cell::time(&format, at),
    };
    let first = match (row.first_answer_at, row.first_due_at) {
        (Some(at), Some(until)) if at > until => {
            Cell::badge(&Badge::new(Tone::Bad, t.msg_staff_due_missed())).sub(format.date_time(at))
        }
        (Some(at), _) => Cell::time(&format, at),
        (None, until) => due(until),
    };
    Ok(facts
        .row(t.msg_staff_first_answer(), first)
        .row(t.msg_staff_due(), due(row.due_at))
        .row(t.msg_staff_solution_due(), due(row.solution_due_at)))
}

/// What was filled in besides the text.
fn form_panel(filled: &Filled, category: Category, lang: Lang) -> Panel {
    let facts = filled
        .shown(category, lang)
        .into_iter()
        .fold(KeyValues::new(), |facts, (label, value)| facts.row(label, Cell::text(value)));
    Panel::new(texts(lang).msg_staff_form()).with(&facts)
}

async fn history_panel(staff: &Staff, id: Uuid) -> Result<Fold, Halt> {
    let told = history::for_staff(&staff.visit.cx, id).await?;
    Ok(Fold::new(texts(staff.visit.lang()).msg_staff_history()).with(&Timeline::new(told)))
}
