//! `/staff/licenses/{id}/block` and `/unblock` (LIC-20).

use super::{head_below, place, seen};
use crate::actions::block::{Block, Holds, block};
use crate::actions::unblock::{TakeBack, take_back};
use crate::model::block_course::MOST_DAYS;
use crate::model::large::BlockRules;
use crate::model::license::{BlockReason, is_blocked};
use crate::model::seat_refusal::one_after_another;
use crate::model::take_back::TakeBackReason;
use crate::pages::staff_proposals;
use crate::queries::license::LicenseView;
use crate::queries::{key_files, recipients};
use crate::{CLERKS, texts};
use gatehouse_catalog::model::input::entered;
use gatehouse_core::Lang;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors.form("/staff/licenses/{id}/block", block_form, block_now).form(
            "/staff/licenses/{id}/unblock",
            unblock_form,
            unblock_now,
        )
    })
}

/// The fields of the block form, as typed.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct BlockForm {
    reason: String,
    from: String,
    in_steps: String,
    grace_days: String,
    limited_days: String,
    note: String,
    version: String,
}

async fn block_page(staff: &Staff, view: &LicenseView, typed: &BlockForm, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let reasons = BlockReason::ALL.map(|r| Choice::new(r.word(), r.name(lang)).hint(r.why(lang)));
    let from = Field::date("from", t.msg_block_from())
        .hint(t.msg_block_from_hint())
        .value(&typed.from)
        .optional(lang)
        .errors(errors);
    let note = TextArea::new("note", t.msg_block_note())
        .hint(t.msg_block_note_hint())
        .value(&typed.note)
        .optional(lang)
        .errors(errors);
    let form = PanelForm::new("")
        .alone()
        .field(&Field::hidden("version", &typed.version))
        .field(&Choices::one("reason", t.msg_block_reason(), reasons).values(&[&typed.reason]).errors(errors))
        .field(&from)
        .fields(step_fields((&typed.in_steps, &typed.grace_days, &typed.limited_days), lang, errors))
        .field(&note)
        .button(Button::submit(t.msg_block_now()).danger().icon(Icon::Ban))
        .button(Button::link(t.msg_cancel(), place(view.license.id)));
    // Nobody can call a copy back that does not ask.
    let last = key_files::last_offline(&visit.cx, view.license.id).await?;
    let last = last.map(|last| Notice::warn(t.msg_block_last_offline(visit.format().date(last))));
    Ok(Sheet::new(visit, t.msg_block_title(), head_below(view, t.msg_block_title(), lang))
        .narrow()
        .errors(errors)
        .notices([Notice::info(t.msg_block_explained())].into_iter().chain(last))
        .with(&form))
}

/// The fields for a block in steps.
pub(in crate::pages) fn step_fields(
    (in_steps, grace, limited): (&str, &str, &str),
    lang: Lang,
    errors: &FormErrors,
) -> Vec<Markup> {
    let t = texts(lang);
    let days = |name: &str, label: String, hint: String, value: &str| {
        Field::number(name, label, 0, MOST_DAYS).hint(hint).value(value).short().optional(lang).errors(errors)
    };
    let steps = Checkbox::new("in_steps", t.msg_block_in_steps()).hint(t.msg_block_in_steps_hint());
    vec![
        Markup::of(&steps.checked(in_steps == "true")),
        Markup::of(&days("grace_days", t.msg_block_grace_days(), t.msg_block_grace_days_hint(), grace)),
        Markup::of(&days("limited_days", t.msg_block_limited_days(), t.msg_block_limited_days_hint(), limited)),
    ]
}

async fn block_form(staff: Staff, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let rules = staff.visit.cx.service::<BlockRules>()?;
    let typed = BlockForm {
        reason: asked.raw("reason").unwrap_or_default().to_owned(),
        grace_days: rules.grace_days.to_string(),
        limited_days: rules.limited_days.to_string(),
        version: view.license.version.to_string(),
        ..BlockForm::default()
    };
    staff.visit.show(&block_page(&staff, &view, &typed, &FormErrors::new()).await?)
}

async fn block_now(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<BlockForm>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let visit = &staff.visit;
    let input = Block {
        license: id,
        reason: typed.reason.clone(),
        from: entered(&typed.from),
        in_steps: typed.in_steps == "true",
        grace_days: typed.grace_days.clone(),
        limited_days: typed.limited_days.clone(),
        note: typed.note.clone(),
        version: typed.version.parse().ok(),
    };
    let blocked = block(&visit.cx, &input).await;
    let t = texts(visit.lang());
    let done = async |holds| {
        let said = match holds {
            Holds::Now => t.msg_block_done(),
            Holds::Later => t.msg_block_planned_done(),
            Holds::Waits(proposal) => {
                return Ok(visit.go_saying(&staff_proposals::place(proposal), t.msg_proposal_made()));
            }
        };
        told(&staff, &view, &said).await
    };
    visit.answer(blocked, done, async |errors| block_page(&staff, &view, &typed, &errors).await).await
}

/// Back to the license, with what was done, and whether a mail about it reaches anybody.
async fn told(staff: &Staff, view: &LicenseView, done: &str) -> Result<Done, Halt> {
    let (visit, cx, t) = (&staff.visit, &staff.visit.cx, texts(staff.visit.lang()));
    let nobody = recipients::of_license(cx, cx.read(), &view.license).await?.is_empty();
    let told = if nobody { t.msg_block_untold() } else { t.msg_block_told() };
    Ok(visit.go_saying(&place(view.license.id), one_after_another(visit.lang(), done, &told)))
}

/// Why a block is taken back.
pub(in crate::pages) fn take_back_reasons(typed: &str, lang: Lang, errors: &FormErrors) -> Choices {
    let t = texts(lang);
    let reasons = TakeBackReason::ALL.map(|reason| Choice::new(reason.word(), reason.name(lang)));
    Choices::one("reason", t.msg_take_back_reason(), reasons)
        .hint(t.msg_take_back_reason_hint())
        .values(&[typed])
        .errors(errors)
}

fn unblock_page(staff: &Staff, view: &LicenseView, reason: &str, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let (title, explained, submit) = if is_blocked(&view.license, visit.cx.now()) {
        (t.msg_unblock_title(), t.msg_unblock_explained(), t.msg_unblock_now())
    } else {
        (t.msg_unblock_planned_title(), t.msg_unblock_planned_explained(), t.msg_unblock_planned())
    };
    let form = PanelForm::new("")
        .alone()
        .field(&Field::hidden("version", view.license.version.to_string()))
        .field(&take_back_reasons(reason, lang, errors))
        .button(Button::submit(submit).primary())
        .button(Button::link(t.msg_cancel(), place(view.license.id)));
    Sheet::new(visit, title.as_str(), head_below(view, title.as_str(), lang))
        .narrow()
        .errors(errors)
        .notices([Notice::info(explained)])
        .with(&form)
}

async fn unblock_form(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    staff.visit.show(&unblock_page(&staff, &view, "", &FormErrors::new()))
}

async fn unblock_now(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<BlockForm>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let visit = &staff.visit;
    let input = TakeBack { license: id, reason: typed.reason.clone(), version: typed.version.parse().ok() };
    let unblocked = take_back(&visit.cx, &input).await;
    let t = texts(visit.lang());
    let was_in_force = is_blocked(&view.license, visit.cx.now());
    let said = if was_in_force { t.msg_unblock_done() } else { t.msg_unblock_planned_done() };
    let done = async |()| told(&staff, &view, &said).await;
    visit.answer(unblocked, done, async |errors| Ok(unblock_page(&staff, &view, &typed.reason, &errors))).await
}
