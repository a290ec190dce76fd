//! The seats that devices still have in licenses that were merged into another one (LIC-19). They count there.

use crate::model::device_mark::{DeviceMark, Marks};
use crate::tables::activation;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::{FromQueryResult, Statement};

/// Devices that are compared, the latest first.
const MOST_COMPARED: u64 = 1_000;

/// The licenses below `$1`, as a statement that begins with it; those of a merge that was merged again are among them.
const BELOW: &str = "with recursive below(id) as (select id from license where merged_into = $1 \
     union all select l.id from license l join below b on l.merged_into = b.id) ";

/// A seat of a merged license.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MergedSeat {
    /// Of this license.
    pub license: Uuid,
    /// The seat.
    pub activation: Uuid,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    license_id: Uuid,
    components: String,
    pepper_version: i64,
}

/// The seat that a device has in one of the licenses merged into `license`; `marks` is what each of them would know it by.
pub(crate) async fn of_device<'a>(
    cx: &Cx,
    license: Uuid,
    marks: impl Fn(Uuid) -> Marks<'a>,
) -> Result<Option<MergedSeat>, Fault> {
    let text = format!(
        "{BELOW}select a.id, a.license_id, a.components, a.pepper_version from activation a \
         where a.license_id in (select id from below) and a.deactivated_at is null \
         order by a.activated_at desc limit {MOST_COMPARED}"
    );
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, [license.into()]);
    for row in Row::find_by_statement(statement).all(cx.read()).await? {
        let mark = marks(row.license_id).under(row.pepper_version)?;
        if DeviceMark::read(&row.components)?.becomes(&mark) {
            return Ok(Some(MergedSeat { license: row.license_id, activation: row.id }));
        }
    }
    Ok(None)
}

/// The devices with a seat that were not activated by the newest code of their license, and those of licenses merged into it; the
/// first `most`.
pub(crate) async fn on_old_codes(cx: &Cx, license: Uuid, most: u64) -> Result<Vec<activation::Model>, Fault> {
    let text = format!(
        "{BELOW}select a.* from activation a where a.deactivated_at is null and (a.license_id in (select id from below) \
         or (a.license_id = $1 and exists (select 1 from license_code c where c.license_id = $1 and c.replaced_at is null \
         and c.number > 1 and (a.code_id is null or a.code_id <> c.id)))) order by a.activated_at desc limit {most}"
    );
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, [license.into()]);
    Ok(activation::Model::find_by_statement(statement).all(cx.read()).await?)
}
