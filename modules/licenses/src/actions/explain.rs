//! Why a device is or would be refused (LIC-10): the decision of [`super::activate`], rule by rule. It takes no seat and writes nothing.
//!
//! What it costs and tells is what an activation does: it has a budget, a wrong code counts as a guess, and after the first rule that
//! says no nothing more is told.

use crate::actions::activate::{Activate, read};
use crate::actions::activate_trial::had_trial;
use crate::actions::limits;
use crate::actions::take_over::as_taken_over;
use crate::model::decision::{ASKED, FORM, Facts, of_license, of_product};
use crate::model::device_seat::DeviceSeat;
use crate::model::entitlement::Entitlement;
use crate::model::rule::Rule;
use crate::model::seat_refusal::SeatRefusal;
use crate::model::trace::Trace;
use crate::queries::{decision, entitlement};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid};
use gatehouse_formats::DeviceFingerprint;
use gatehouse_guard::limit::TooOften;

/// What an activation with this request would be told now.
pub async fn explain_activation(cx: &Cx, input: Activate) -> Outcome<Trace<SeatRefusal>, TooOften> {
    limits::EXPLANATIONS.check(cx)?.or_refuse()?;
    Ok(of_request(cx, input).await?)
}

async fn of_request(cx: &Cx, input: Activate) -> Result<Trace<SeatRefusal>, Fault> {
    let (input, request) = read(input);
    let mut facts = Facts { request: Some(&request), ..Facts::at(cx.now(), &cx.zone) };
    facts.guesses = limits::may_try_code(cx)?.err();
    facts.rate = limits::could_activate(cx)?.err();
    let told = |facts: &Facts<'_>| facts.explain(of_product(), false);
    let (Ok(typed), Ok(device)) = (&request.code, &request.device) else { return Ok(told(&facts)) };
    // Nobody is told of a code that they may not try.
    if facts.check(FORM.into_iter().chain([Rule::Guesses, Rule::Rate])).is_err() {
        return Ok(told(&facts));
    }
    let Some(entitlement) = decision::of_code(cx, typed).await? else {
        limits::count_wrong_code(cx)?;
        facts.is_unknown = true;
        return Ok(told(&facts));
    };
    // In the order of activating: whose product and region it is comes before the reserve takes over.
    facts.place = decision::place(cx, &entitlement, input.region.as_deref()).await?;
    if facts.clone().of(&entitlement).check(ASKED).is_err() {
        return Ok(told(&facts.of(&entitlement)));
    }
    let entitlement = as_taken_over(cx, entitlement, true).await?;
    let mut facts = facts.of(&entitlement);
    facts.agreement = decision::agreement(cx, &entitlement, input.agreement).await?;
    facts.had_trial = had_trial(cx, &entitlement, device).await?;
    let facts = with_seat(cx, facts, &entitlement, device).await?;
    Ok(told(&facts))
}

async fn with_seat<'a>(
    cx: &Cx,
    mut facts: Facts<'a>,
    entitlement: &Entitlement,
    device: &DeviceFingerprint,
) -> Result<Facts<'a>, Fault> {
    let device: DeviceSeat = decision::device_seat(cx, &entitlement.license, device).await?;
    let mut seats = decision::seats(cx, entitlement, &device).await?;
    if seats.returns {
        seats.too_often = limits::could_come_back(cx, entitlement.license.id)?.err();
    }
    facts.seat = Some(seats);
    Ok(facts)
}

/// What one more device of a license would be told, for a page that shows the license; `None` when there is none.
pub(crate) async fn explain_license(cx: &Cx, license: Uuid) -> Result<Option<Explained>, Fault> {
    let Some(entitlement) = entitlement::by_license(cx, cx.read(), license).await? else { return Ok(None) };
    let entitlement = as_taken_over(cx, entitlement, false).await?;
    let trace = decision::of_further_device(cx, &entitlement).await?.explain(of_license(), true);
    Ok(Some(Explained { trace, agreement: entitlement.catalog.agreement }))
}

/// What a page tells.
pub(crate) struct Explained {
    /// What each rule said.
    pub trace: Trace<SeatRefusal>,
    /// The version of the agreement that has to be accepted, where the product asks for it.
    pub agreement: Option<Uuid>,
}
