//! `/staff/contracts/{id}/change`: a contract runs longer, gets other units, or ends before its term (LIC-27).

use super::contract::{place, seen};
use crate::actions::correct_units::{CorrectUnits, correct_units};
use crate::actions::end_contract::{EndContract, end_contract};
use crate::actions::extend_contract::{ExtendContract, extend_contract};
use crate::lists::contracts::Contracts;
use crate::model::contract::{ContractState, CorrectionReason, EndReason};
use crate::refusals::ContractRefusal;
use crate::rights::CLERKS;
use crate::texts;
use gatehouse_core::{Outcome, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors
            .get("/staff/contracts/{id}/change", show)
            .post("/staff/contracts/{id}/extend", extend)
            .post("/staff/contracts/{id}/units", units)
            .form("/staff/contracts/{id}/end", ask, end)
    })
}

/// What was typed into one of the forms.
#[derive(Clone, Debug, Default)]
struct Typed {
    extend: ExtendContract,
    units: CorrectUnits,
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, id, &Typed::default(), &FormErrors::new()).await?)
}

async fn page(staff: &Staff, id: Uuid, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let view = seen(staff, id).await?;
    let (visit, lang, row) = (&staff.visit, staff.visit.lang(), &view.row);
    let t = texts(lang);
    let above = [(t.msg_contracts(), Contracts::AT.to_owned()), (row.number.clone(), place(id))];
    let head = PageHead::new(t.msg_staff_contract_change()).crumbs(lang, above);
    let sheet = Sheet::new(visit, t.msg_staff_contract_change(), head).narrow().errors(errors);
    if row.state == ContractState::Ended {
        return Ok(sheet.with(&Notice::info(t.msg_contract_is_over())));
    }
    let version = || Field::hidden("version", row.version.to_string());
    let ends = Field::date("ends", t.msg_contract_new_end()).hint(t.msg_contract_extend_hint());
    let extend = PanelForm::new(format!("{}/extend", place(id)))
        .titled("extend", t.msg_contract_extend())
        .unguarded()
        .field(&ends.value(&typed.extend.ends).errors(errors))
        .field(&version())
        .button(Button::submit(t.msg_contract_extend()).primary());
    let mut sheet = sheet.with(&extend);
    if row.units.is_some() {
        let reasons = CorrectionReason::ALL.map(|reason| Choice::new(reason.word(), reason.name(lang)));
        let reason = Select::new("reason", t.msg_reason(), reasons).first(t.msg_ask_choose());
        let more = Field::text("units", t.msg_contract_more_units()).hint(t.msg_contract_more_units_hint());
        let units = PanelForm::new(format!("{}/units", place(id)))
            .titled("units", t.msg_contract_correct())
            .unguarded()
            .field(&more.value(&typed.units.units).max_length(12).errors(errors))
            .field(&reason.value(&typed.units.reason).errors(errors))
            .field(&version())
            .button(Button::submit(t.msg_contract_correct()).primary());
        sheet = sheet.with(&units);
    }
    let end = Button::link(t.msg_contract_end(), format!("{}/end", place(id))).danger();
    Ok(sheet.with(&Panel::new("").danger().with(&end)))
}

async fn ask(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.visit.show(&end_page(&staff, id, &EndContract::default(), &FormErrors::new()).await?)
}

async fn end_page(staff: &Staff, id: Uuid, typed: &EndContract, errors: &FormErrors) -> Result<Sheet, Halt> {
    let view = seen(staff, id).await?;
    let (visit, lang, row) = (&staff.visit, staff.visit.lang(), &view.row);
    let t = texts(lang);
    let reasons = EndReason::ALL.map(|reason| Choice::new(reason.word(), reason.name(lang)));
    let reason = Select::new("reason", t.msg_reason(), reasons).first(t.msg_ask_choose());
    let confirm = Confirm::new(t.msg_contract_end_text(), t.msg_contract_end_tick(), t.msg_contract_end());
    let form = PanelForm::new("")
        .alone()
        .unguarded()
        .field(&reason.value(&typed.reason).errors(errors))
        .field(&Field::hidden("version", row.version.to_string()))
        .field(&confirm.cancel(t.msg_staff_back(), place(id)).errors(errors));
    let above = [(t.msg_contracts(), Contracts::AT.to_owned()), (row.number.clone(), place(id))];
    let head = PageHead::new(t.msg_contract_end()).crumbs(lang, above);
    Ok(Sheet::new(visit, t.msg_contract_end(), head).narrow().errors(errors).with(&form))
}

async fn extend(staff: Staff, Ids([id]): Ids<1>, Posted(sent): Posted<ExtendContract>) -> Result<Done, Halt> {
    let changed = extend_contract(&staff.visit.cx, id, &sent).await;
    answer(&staff, id, changed, Typed { extend: sent, ..Typed::default() }).await
}

async fn units(staff: Staff, Ids([id]): Ids<1>, Posted(sent): Posted<CorrectUnits>) -> Result<Done, Halt> {
    let changed = correct_units(&staff.visit.cx, id, &sent).await;
    answer(&staff, id, changed, Typed { units: sent, ..Typed::default() }).await
}

async fn end(staff: Staff, Ids([id]): Ids<1>, Posted(sent): Posted<EndContract>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let ended = end_contract(&visit.cx, id, &sent).await;
    let done = async |_: Uuid| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_staff_saved()));
    visit.answer(ended, done, async |errors: FormErrors| end_page(&staff, id, &sent, &errors).await).await
}

async fn answer(staff: &Staff, id: Uuid, changed: Outcome<Uuid, ContractRefusal>, typed: Typed) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let done = async |_: Uuid| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_staff_saved()));
    visit.answer(changed, done, async |errors: FormErrors| page(staff, id, &typed, &errors).await).await
}
