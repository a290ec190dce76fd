//! Where a member is signed in: a panel of their profile.

use crate::refusals::MemberRefusal;
use crate::tables::staff_session::Model;
use crate::{actions, texts};
use gatehouse_core::agent::device_label;
use gatehouse_web::frames::Panel;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Staff, UnlessBroken as _};

const PROFILE: &str = "/staff/profile";

/// The panel with the member's sessions.
pub(super) fn panel(staff: &Staff, sessions: &[Model]) -> Panel {
    let (lang, format) = (staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let heads = [
        Head::new(t.msg_session_where()),
        Head::new(t.msg_session_began()),
        Head::new(t.msg_session_seen()),
        Head::actions(lang),
    ];
    let table = Table::new(t.msg_sessions_title(), heads).rows(sessions.iter().map(|session| {
        let network = session.network.as_deref().unwrap_or("");
        let end = if session.id == staff.session.id {
            Cell::badge(&Badge::new(Tone::Good, t.msg_session_this()))
        } else {
            let to = format!("{PROFILE}/sessions/{}/end", session.id);
            Cell::actions([Button::post(t.msg_session_end(), to).about(network)])
        };
        [
            Cell::text(network).sub(session.agent.as_deref().and_then(device_label).unwrap_or_default()),
            Cell::time(&format, session.created_at),
            Cell::time(&format, session.seen_at),
            end,
        ]
    }));
    let panel = Panel::new(t.msg_sessions_title()).table(table);
    if sessions.len() < 2 {
        return panel;
    }
    panel.with(&Button::post(t.msg_sessions_end_others(), format!("{PROFILE}/sessions/end-others")))
}

/// The buttons post to addresses below these, which have no page of their own; who signs in mid-way gets here.
pub(super) async fn up(staff: Staff) -> Result<Done, Halt> {
    Ok(staff.visit.go(PROFILE))
}

/// A thief with a stolen session must not end the member's own.
pub(super) async fn end(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.elevated()?;
    match actions::end_own_session(&staff.visit.cx, id).await.unless_broken()? {
        Ok(()) => Ok(staff.visit.go_saying(PROFILE, texts(staff.visit.lang()).msg_session_ended())),
        Err(MemberRefusal::NotFound) => Err(Halt::NotFound),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

pub(super) async fn end_others(staff: Staff) -> Result<Done, Halt> {
    staff.elevated()?;
    actions::end_other_sessions(&staff.visit.cx, staff.session.id).await?;
    Ok(staff.visit.go_saying(PROFILE, texts(staff.visit.lang()).msg_sessions_ended()))
}
