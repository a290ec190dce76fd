//! `/staff/devices`: the devices of a license and when they were seen last (LIC-15); a clerk lets the budget of freed seats begin anew.

use super::customer::devices::budget_panel;
use super::is_clerk;
use crate::actions::lift_seat_budget::lift_seat_budget;
use crate::lists::StaffDevices;
use crate::model::license::grouped;
use crate::queries::rescues;
use crate::queries::usage::license_of;
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_core::Uuid;
use gatehouse_web::frames::Actions;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get(StaffDevices::AT, list).get(StaffDevices::FILE, file))
        .staff(CLERKS, |doors| doors.post("/staff/licenses/{id}/lift-seat-budget", lift))
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let listed = Listed::of_address(visit, StaffDevices { may_free: is_clerk(&staff) }, &asked).await?;
    let head = PageHead::new(t.msg_devices()).lede(t.msg_devices_lede_staff());
    let license = match Uuid::parse_str(listed.wanted().value("license")) {
        Ok(id) => license_of(&staff.may()?, id).await?,
        Err(_) => None,
    };
    let Some(license) = license else {
        return listed.show(visit, head.crumbs(lang, [(t.msg_nav_licenses(), "/staff/licenses")]));
    };
    let here = format!("/staff/licenses/{}", license.id);
    let above = [(t.msg_nav_licenses(), "/staff/licenses".to_owned()), (grouped(&license.number), here.clone())];
    let budget = rescues::budget(&visit.cx, &license).await?;
    let mut panel = budget_panel(budget, &visit.format());
    if budget.spent > 0 && is_clerk(&staff) {
        panel = panel.with(&Actions::new([Button::post(t.msg_seat_budget_lift(), format!("{here}/lift-seat-budget"))]));
    }
    listed.done(visit, &listed.sheet(visit, head.crumbs(lang, above)).with(&panel))
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, StaffDevices { may_free: is_clerk(&staff) }, &asked).await
}

async fn lift(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    lift_seat_budget(&visit.cx, id).await?;
    Ok(visit.go_saying(&StaffDevices::of_license(id), texts(visit.lang()).msg_seat_budget_lifted()))
}
