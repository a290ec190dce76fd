//! `/staff/licenses/{id}/block` and `/unblock` (LIC-20).

use super::{crumbs, seen};
use crate::actions::block::{Block, BlockRefusal, block};
use crate::actions::unblock::unblock;
use crate::model::input::entered;
use crate::model::license::{BlockReason, is_blocked};
use crate::pages::frame::{FormPage, Ids};
use crate::queries::license::LicenseView;
use crate::queries::recipients;
use crate::{CLERKS, texts};
use gatehouse_core::Stop;
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
    note: String,
    version: String,
}

fn block_page(staff: &Staff, view: &LicenseView, typed: &BlockForm, errors: &FormErrors) -> FormPage {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let here = format!("/staff/licenses/{}", view.license.id);
    let reasons = BlockReason::ALL.map(|r| Choice::new(r.word(), r.name(lang)).hint(r.why(lang)));
    FormPage {
        page: visit.page(t.msg_block_title()).refused(!errors.is_empty()),
        head: PageHead::new(t.msg_block_title()).crumbs(lang, crumbs(view, &here, lang)),
        summary: ErrorSummary::new(lang, errors),
        notice: Some(Notice::info(t.msg_block_explained())),
        fields: vec![
            Markup::of(&Field::hidden("version", &typed.version)),
            Markup::of(&Choices::one("reason", t.msg_block_reason(), reasons).values(&[&typed.reason]).errors(errors)),
            Markup::of(
                &Field::date("from", t.msg_block_from())
                    .hint(t.msg_block_from_hint())
                    .value(&typed.from)
                    .optional(lang)
                    .errors(errors),
            ),
            Markup::of(
                &TextArea::new("note", t.msg_block_note())
                    .hint(t.msg_block_note_hint())
                    .value(&typed.note)
                    .optional(lang)
                    .errors(errors),
            ),
        ],
        buttons: vec![Button::submit(t.msg_block_now()).danger().icon(Icon::Ban), Button::link(t.msg_cancel(), here)],
        danger: None,
    }
}

/// Whether a mail about the license reaches somebody: a holder, else the buyer.
async fn is_anybody_told(staff: &Staff, view: &LicenseView) -> Result<bool, Halt> {
    let cx = &staff.visit.cx;
    Ok(!recipients::of_license(cx, cx.read(), &view.license).await?.is_empty())
}

async fn block_form(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let typed = BlockForm { version: view.license.version.to_string(), ..BlockForm::default() };
    staff.visit.show(&block_page(&staff, &view, &typed, &FormErrors::new()))
}

async fn block_now(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<BlockForm>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let visit = &staff.visit;
    let input = Block {
        license: id,
        reason: typed.reason.clone(),
        from: entered(&typed.from),
        note: typed.note.clone(),
        version: typed.version.parse().ok(),
    };
    match block(&visit.cx, &input).await {
        Ok(()) => {
            let t = texts(visit.lang());
            let told = is_anybody_told(&staff, &view).await?;
            let said = if told { t.msg_block_done() } else { t.msg_block_done_untold() };
            Ok(visit.go_saying(&format!("/staff/licenses/{id}"), said))
        }
        Err(Stop::Refused(BlockRefusal::Unknown)) => Err(Halt::NotFound),
        Err(Stop::Refused(refusal)) => {
            visit.show_again(&block_page(&staff, &view, &typed, &FormErrors::of_refusal(&refusal, visit.lang())))
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

fn unblock_page(staff: &Staff, view: &LicenseView, errors: &FormErrors) -> FormPage {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let here = format!("/staff/licenses/{}", view.license.id);
    let (title, explained, submit) = if is_blocked(&view.license, visit.cx.now()) {
        (t.msg_unblock_title(), t.msg_unblock_explained(), t.msg_unblock_now())
    } else {
        (t.msg_unblock_planned_title(), t.msg_unblock_planned_explained(), t.msg_unblock_planned())
    };
    FormPage {
        page: visit.page(&title).refused(!errors.is_empty()),
        head: PageHead::new(title).crumbs(lang, crumbs(view, &here, lang)),
        summary: ErrorSummary::new(lang, errors),
        notice: Some(Notice::info(explained)),
        fields: vec![Markup::of(&Field::hidden("version", view.license.version.to_string()))],
        buttons: vec![Button::submit(submit).primary(), Button::link(t.msg_cancel(), here)],
        danger: None,
    }
}

async fn unblock_form(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    staff.visit.show(&unblock_page(&staff, &view, &FormErrors::new()))
}

async fn unblock_now(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<BlockForm>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let visit = &staff.visit;
    match unblock(&visit.cx, id, typed.version.parse().ok()).await {
        Ok(()) => {
            let t = texts(visit.lang());
            let told = is_anybody_told(&staff, &view).await?;
            let said = if told { t.msg_unblock_done() } else { t.msg_block_done_untold() };
            Ok(visit.go_saying(&format!("/staff/licenses/{id}"), said))
        }
        Err(Stop::Refused(BlockRefusal::Unknown)) => Err(Halt::NotFound),
        Err(Stop::Refused(refusal)) => {
            visit.show_again(&unblock_page(&staff, &view, &FormErrors::of_refusal(&refusal, visit.lang())))
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}
