//! `/staff/licenses/{id}/change`: a sold license becomes something else by a clerk's decision, and what was decided about it (LIC-1).

use super::{head_below, place, seen};
use crate::actions::change_sold_license::{ChangeSold, Takes, call_off_change, change_sold_license};
use crate::model::license::MOST_SEATS;
use crate::model::seat_refusal::one_after_another;
use crate::model::sold_change::{Standing, standing};
use crate::queries::license::LicenseView;
use crate::queries::sold_changes::{self, Decided};
use crate::queries::{recipients, sold_changes::choices};
use crate::{CLERKS, texts};
use gatehouse_catalog::model::input::{PROSE, entered};
use gatehouse_catalog::tables::edition_rev;
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _, history};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors.form("/staff/licenses/{id}/change", form, change).post("/staff/licenses/{id}/change/call-off", call_off)
    })
}

/// The fields, as typed.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct ChangeForm {
    edition: String,
    seats: String,
    from: String,
    why: String,
    version: String,
}

/// On the license's page: the revision that it is of, and what was decided, newest first.
pub(super) async fn panel(staff: &Staff, view: &LicenseView, is_clerk: bool) -> Result<Panel, Halt> {
    let (visit, cx) = (&staff.visit, &staff.visit.cx);
    let (t, format, license) = (texts(visit.lang()), visit.format(), &view.license);
    let decided = sold_changes::of_license(cx, license).await?;
    let here = place(license.id);
    let open = Button::link(t.msg_sold_change(), format!("{here}/change")).small();
    let panel = Panel::new(t.msg_sold_title()).id("sold").button(is_clerk.then_some(open));
    let revision = t.msg_sold_revision_of(
        format.number(license.edition_rev),
        view.names.revision(license.edition_id, license.edition_rev),
    );
    let panel = panel.with(&KeyValues::new().row(t.msg_sold_revision(), Cell::text(revision)));
    if decided.is_empty() {
        return Ok(panel.text(t.msg_sold_unchanged()));
    }
    let names = history::staff_names(cx, decided.iter().filter_map(|one| one.row.decided_by_id)).await?;
    let heads = [t.msg_sold_decided(), t.msg_sold_from(), t.msg_sold_what(), t.msg_sold_why()].map(Head::new);
    let mut table = Table::new(t.msg_sold_decisions(), heads.into_iter().chain([Head::actions(visit.lang())]));
    for one in &decided {
        let by = one.row.decided_by_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        let off = Button::post(t.msg_sold_call_off(), format!("{here}/change/call-off"));
        let off = off.with("version", license.version.to_string());
        let waits = standing(&one.row) == Standing::Waits;
        table.push([
            Cell::time(&format, one.row.decided_at).sub(by),
            Cell::time(&format, one.row.from_at).sub(state(one, &format)),
            what(one, &format),
            Cell::text(one.reason.as_ref().map(|why| why.0.clone()).unwrap_or_default()),
            Cell::actions(Some(off).filter(|_| waits && is_clerk)),
        ]);
    }
    Ok(panel.table(table))
}

fn state(one: &Decided, format: &Format) -> String {
    let t = texts(format.lang());
    match standing(&one.row) {
        Standing::Waits => t.msg_sold_waits(),
        Standing::Applied(_) => t.msg_sold_applied(),
        Standing::CalledOff(at) => t.msg_sold_called_off_at(format.date(at)),
    }
}

fn what(one: &Decided, format: &Format) -> Cell {
    let facts = one.difference.facts(format);
    let lines: Vec<String> = facts.into_iter().map(|(label, text)| format!("{label}: {text}")).collect();
    Cell::text(lines.join("; "))
}

fn page(
    staff: &Staff,
    view: &LicenseView,
    editions: &[edition_rev::Model],
    typed: &ChangeForm,
    errors: &FormErrors,
) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format, license) = (texts(lang), visit.format(), &view.license);
    let choices = editions.iter().map(|rev| {
        let same = (rev.edition_id, rev.number) == (license.edition_id, license.edition_rev);
        let hint = if same { t.msg_sold_as_now() } else { t.msg_sold_revision_number(format.number(rev.number)) };
        Choice::new(&rev.code, format!("{} · {hint}", rev.name))
    });
    let seats = Field::number("seats", t.msg_seats(), 1, MOST_SEATS).value(&typed.seats).errors(errors);
    let from = Field::date("from", t.msg_sold_from()).hint(t.msg_sold_from_hint()).value(&typed.from).optional(lang);
    let why = TextArea::new("why", t.msg_sold_why()).hint(t.msg_sold_why_hint()).value(&typed.why).errors(errors);
    let form = PanelForm::new("")
        .alone()
        .field(&Field::hidden("version", &typed.version))
        .field(&Select::new("edition", t.msg_edition(), choices).value(&typed.edition).errors(errors))
        .field(&seats)
        .field(&from.errors(errors))
        .field(&why.max_length(u32::try_from(PROSE).unwrap_or(u32::MAX)))
        .button(Button::submit(t.msg_sold_change_now()).primary())
        .button(Button::link(t.msg_cancel(), place(license.id)));
    Sheet::new(visit, t.msg_sold_change_title(), head_below(view, t.msg_sold_change_title(), lang))
        .narrow()
        .errors(errors)
        .notices([Notice::info(t.msg_sold_change_explained())])
        .with(&form)
}

async fn form(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let editions = choices(&staff.visit.cx, view.license.product_id).await?;
    let own = editions.iter().find(|rev| rev.edition_id == view.license.edition_id);
    let typed = ChangeForm {
        edition: own.map(|rev| rev.code.clone()).unwrap_or_default(),
        seats: view.license.seats.to_string(),
        version: view.license.version.to_string(),
        ..ChangeForm::default()
    };
    staff.visit.show(&page(&staff, &view, &editions, &typed, &FormErrors::new()))
}

async fn change(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<ChangeForm>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let visit = &staff.visit;
    let input = ChangeSold {
        license: id,
        edition: typed.edition.clone(),
        seats: typed.seats.clone(),
        from: entered(&typed.from),
        why: typed.why.clone(),
        version: typed.version.parse().ok(),
    };
    let changed = change_sold_license(&visit.cx, &input).await;
    let t = texts(visit.lang());
    let done = async |takes| {
        let said = match takes {
            Takes::Effect => t.msg_sold_changed_now(),
            Takes::EffectLater => t.msg_sold_planned_now(),
        };
        told(&staff, &view, &said).await
    };
    let editions = choices(&visit.cx, view.license.product_id).await?;
    visit.answer(changed, done, async |errors| Ok(page(&staff, &view, &editions, &typed, &errors))).await
}

async fn call_off(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<ChangeForm>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let visit = &staff.visit;
    match call_off_change(&visit.cx, id, typed.version.parse().ok()).await.unless_broken()? {
        Ok(()) => told(&staff, &view, &texts(visit.lang()).msg_sold_called_off()).await,
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

/// Back to the license, with what was done, and whether a mail about it reaches anybody.
async fn told(staff: &Staff, view: &LicenseView, done: &str) -> Result<Done, Halt> {
    let (visit, cx, t) = (&staff.visit, &staff.visit.cx, texts(staff.visit.lang()));
    let nobody = recipients::of_license(cx, cx.read(), &view.license).await?.is_empty();
    let told = if nobody { t.msg_block_untold() } else { t.msg_block_told() };
    Ok(visit.go_saying(&place(view.license.id), one_after_another(visit.lang(), done, &told)))
}
