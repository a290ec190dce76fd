//! `/staff/usage`: how many seats of a license were in use, day by day (LIC-15).

use super::customer::usage::asked_for;
use super::usage_plot::plot;
use crate::lists::{StaffDevices, StaffUsage};
use crate::model::license::grouped;
use crate::queries::usage::{days, license_of};
use crate::{LOOKERS, texts};
use gatehouse_l10n::Format;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get(StaffUsage::AT, list).get(StaffUsage::FILE, file))
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let listed = Listed::of_address(visit, StaffUsage, &asked).await?;
    let filter = asked_for(visit, listed.wanted());
    let head = PageHead::new(t.msg_usage_title()).lede(t.msg_usage_lede());
    let license = match filter.license {
        Some(id) => license_of(&staff.may()?, id).await?,
        None => None,
    };
    let Some(license) = license else {
        return listed.show(visit, head.crumbs(lang, [(t.msg_nav_licenses(), "/staff/licenses")]));
    };
    let here = format!("/staff/licenses/{}", license.id);
    let above = [(t.msg_nav_licenses(), "/staff/licenses".to_owned()), (grouped(&license.number), here)];
    let devices = Button::link(t.msg_devices(), StaffDevices::of_license(license.id)).icon(Icon::Device);
    let days = days(&visit.cx, &filter).await?;
    let format = Format::new(lang, visit.cx.app.settings.vendor_zone());
    listed.done(visit, &listed.sheet(visit, head.crumbs(lang, above).action(devices)).with(&plot(&days, &format)))
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, StaffUsage, &asked).await
}
