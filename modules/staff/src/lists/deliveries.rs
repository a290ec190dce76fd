//! What a webhook was told: `/staff/webhooks/ID/deliveries`, and the same in the API.

use crate::queries::webhooks::{DeliveryFilter, deliveries};
use crate::rights::{WebhooksRead, may};
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, Uuid, async_trait};
use gatehouse_db::paging::{Direction, PageRequest, Paged, Sorting};
use gatehouse_l10n::Format;
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Cell, Empty, Icon, Tone};
use gatehouse_webhooks::tables::delivery::{Model, State};
use std::borrow::Cow;

/// The list of one webhook.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deliveries {
    webhook: Uuid,
    /// The published types, in words.
    kinds: Vec<(&'static str, String)>,
}

impl Deliveries {
    /// Of this webhook. `kinds`: the types that can be asked for.
    pub(crate) const fn of(webhook: Uuid, kinds: Vec<(&'static str, String)>) -> Self {
        Self { webhook, kinds }
    }
}

/// How a message stands, in a word.
pub(crate) fn delivery_state(lang: Lang, state: State) -> String {
    let t = texts(lang);
    match state {
        State::Waiting => t.msg_delivery_waiting(),
        State::Delivered => t.msg_delivery_delivered(),
        State::Failed => t.msg_delivery_failed(),
    }
}

/// The same with a color.
pub(crate) fn delivery_badge(lang: Lang, row: &Model) -> Badge {
    let name = delivery_state(lang, row.state);
    match row.state {
        State::Waiting if row.attempts > 0 => Badge::new(Tone::Warn, texts(lang).msg_delivery_retrying()),
        State::Waiting => Badge::new(Tone::Info, name),
        State::Delivered => Badge::new(Tone::Good, name),
        State::Failed => Badge::new(Tone::Bad, name),
    }
}

/// What came back at the last try: the status, or why nothing came. Never what the answer said.
pub(crate) fn answer(format: &Format, row: &Model) -> Option<String> {
    let lang = format.lang();
    if let Some(status) = row.last_status {
        return Some(status.to_string());
    }
    let word = row.last_trouble.as_deref()?;
    Some(gatehouse_webhooks::why(lang, word).unwrap_or_else(|| word.to_owned()))
}

/// How long the last try took, in milliseconds.
pub(crate) fn took(row: &Model) -> Option<i64> {
    row.last_took.map(|took| took / 1_000)
}

fn is_word(kind: &str) -> bool {
    kind.len() <= 100 && kind.bytes().all(|b| b.is_ascii_alphanumeric() || b"._".contains(&b))
}

impl Words for Deliveries {
    type Filter = DeliveryFilter;
    type Sort = ();
    type Row = Model;

    fn filters(&self, lang: Lang) -> FilterSet<DeliveryFilter> {
        let t = texts(lang);
        let states = State::ALL.map(|state| (state.word(), delivery_state(lang, state)));
        FilterSet::<DeliveryFilter>::new()
            .choice("state", t.msg_state(), t.msg_all(), states, |filter, word| filter.state = State::from_word(&word))
            .told("`waiting`, `delivered` or `failed`")
            .choice_or("type", t.msg_webhook_type(), t.msg_all(), self.kinds.clone(), is_word, |filter, kind| {
                filter.kind = kind;
            })
            .told("Only messages of this type")
            .first_day("from", t.msg_audit_from(), |filter, from| filter.from = Some(from))
            .told("From this day on")
            .last_day("until", t.msg_audit_until(), |filter, until| filter.until = Some(until.plus(1)))
            .told("Up to this day, and all of it")
    }

    fn columns(&self, lang: Lang) -> Columns<Model, ()> {
        let t = texts(lang);
        Columns::<Model, ()>::sorted_by("-at")
            .column("at", t.msg_audit_when(), |row, to| Cell::time(&to.format, row.at))
            .sorts(())
            .column("sequence", t.msg_delivery_sequence(), |row, to| {
                row.sequence.map_or_else(Cell::none, |number| Cell::number(to.format.number(number)))
            })
            .at_end()
            .column("type", t.msg_webhook_type(), |row, _| {
                Cell::link(&row.kind, format!("/staff/webhooks/{}/deliveries/{}", row.endpoint_id, row.message_id))
            })
            .column("state", t.msg_state(), |row, to| Cell::badge(&delivery_badge(to.lang(), row)))
            .column("attempts", t.msg_delivery_attempts(), |row, to| Cell::number(to.format.number(row.attempts)))
            .at_end()
            .column("answer", t.msg_delivery_answer(), |row, to| {
                answer(&to.format, row).map_or_else(Cell::none, Cell::text)
            })
            .column("took", t.msg_delivery_took(), |row, to| {
                took(row).map_or_else(Cell::none, |took| Cell::number(to.format.number(took)))
            })
            .at_end()
            .column("message", t.msg_delivery_message(), |row, _| {
                Cell::text(gatehouse_webhooks::model::message::id(row.message_id))
            })
            .extra()
    }
}

#[async_trait]
impl List for Deliveries {
    const NAME: &'static str = "webhook-deliveries";
    const AT: &'static str = "/staff/webhooks/{id}/deliveries";
    const FILE: &'static str = "/staff/webhooks/{id}/deliveries.csv";
    type Seen = (May<WebhooksRead>, DeliveryFilter);

    fn at(&self) -> Cow<'static, str> {
        format!("/staff/webhooks/{}/deliveries", self.webhook).into()
    }

    fn file_at(&self) -> Cow<'static, str> {
        format!("/staff/webhooks/{}/deliveries.csv", self.webhook).into()
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_deliveries_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Send, t.msg_deliveries_none(), t.msg_deliveries_none_text())
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.webhook)
    }

    async fn look(&self, cx: &Cx, filter: DeliveryFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<()>,
        request: &PageRequest,
    ) -> Result<Paged<Model>, Halt> {
        Ok(deliveries(cx, self.webhook, filter, sorting.direction == Direction::Ascending, request).await?)
    }
}
