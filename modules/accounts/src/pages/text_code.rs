//! What pages have that can send a code by text message (ACC-9): the buttons, what was sent, and what to do where nothing comes.

use crate::queries::phones::{Sent, Ways};
use gatehouse_web::Visit;
use gatehouse_web::frames::PanelForm;
use gatehouse_web::view::*;

/// A form for each phone, whose button sends a code to it. `carried`: what the page needs again.
pub fn send_forms(visit: &Visit, action: &str, ways: &Ways, carried: &[(&str, &str)]) -> Vec<PanelForm> {
    let t = crate::texts(visit.lang());
    let form = |id: String, ending: &str| {
        let label = match ways.sent {
            Some(_) => t.msg_text_send_again(ending),
            None => t.msg_text_send(ending),
        };
        let form = PanelForm::in_card(action).field(&Field::hidden("phone", id));
        let form = carried.iter().fold(form, |form, (name, value)| form.field(&Field::hidden(*name, *value)));
        form.button(Button::submit(label).wide())
    };
    ways.phones.iter().map(|phone| form(phone.id.to_string(), phone.number.ending())).collect()
}

/// Says where the code went, and by which letters its message is told from others.
pub fn notice(visit: &Visit, sent: Option<&Sent>) -> Option<Notice> {
    let sent = sent?;
    let text = crate::texts(visit.lang()).msg_text_sent(sent.ending.as_str(), sent.reference.as_str());
    Some(Notice::info(text).spoken())
}

/// What to do where the message does not come.
pub fn none_came(visit: &Visit) -> [String; 2] {
    let t = crate::texts(visit.lang());
    [t.msg_text_none_again(), t.msg_text_none_phone()]
}
