//! What the settings of support share: their refusal, the right, and the line in the log.

use crate::events::SETTINGS_CHANGED;
use crate::model::calendar::CalendarRefused;
use crate::rights::{NotAllowed, SupportSettings, may};
use gatehouse_catalog::model::input::Invalid;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal};
use gatehouse_db::Tx;
use serde_json::json;

/// Why a setting stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum SettingRefusal {
    /// The member of the staff may not.
    NotAllowed(NotAllowed),
    /// Fields are wrong.
    Invalid(Invalid),
    /// Another one has the name.
    #[refusal(409, "setting.taken", refusal_setting_taken, field = "name")]
    Taken,
    /// There is no such one.
    #[refusal(404, "setting.not_found", refusal_setting_not_found)]
    NotFound,
    /// Somebody else has changed it since the page was shown.
    #[refusal(409, "setting.changed", refusal_setting_changed)]
    Changed,
    /// The hours cannot be read.
    Calendar(CalendarRefused),
}

/// The proof that the actor may change settings.
pub(crate) fn lead(cx: &Cx) -> Outcome<May<SupportSettings>, SettingRefusal> {
    Ok(may::<SupportSettings>(cx).or_refuse()?)
}

/// The line in the log: which kind of setting.
pub(crate) async fn changed(cx: &Cx, tx: &Tx, setting: &'static str) -> Result<(), Fault> {
    cx.audit(tx, SETTINGS_CHANGED.entry().with(json!({ "setting": setting }))).await
}
