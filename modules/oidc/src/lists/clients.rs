//! The sites, apps and products that sign people in: `/staff/clients` and `/api/v1/clients`.

use crate::model::client::ClientKind;
use crate::queries::staff_clients::{ClientColumn, ClientFilter, clients};
use crate::rights::{ClientsRead, may};
use crate::tables::client::Model;
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Cell, Empty, Icon, Tone};

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clients;

/// What a client runs on, in words.
pub(crate) fn kind_name(kind: ClientKind, lang: Lang) -> String {
    let t = texts(lang);
    match kind {
        ClientKind::Web => t.msg_client_kind_web(),
        ClientKind::Native => t.msg_client_kind_native(),
        ClientKind::Device => t.msg_client_kind_device(),
    }
}

/// Whether a client signs anybody in, in a word.
pub(crate) fn client_badge(row: &Model, lang: Lang) -> Badge {
    let t = texts(lang);
    match row.disabled_at {
        None => Badge::new(Tone::Good, t.msg_client_active()),
        Some(_) => Badge::new(Tone::Bad, t.msg_client_disabled()),
    }
}

impl Words for Clients {
    type Filter = ClientFilter;
    type Sort = ClientColumn;
    type Row = Model;

    fn filters(&self, lang: Lang) -> FilterSet<ClientFilter> {
        let t = texts(lang);
        let kinds = ClientKind::ALL.map(|kind| (kind.word(), kind_name(kind, lang)));
        let states = [("active", t.msg_client_active()), ("disabled", t.msg_client_disabled())];
        FilterSet::<ClientFilter>::new()
            .search("q", t.msg_clients_search(), |filter, text| filter.text = text)
            .told("Name or client id contains this")
            .choice("kind", t.msg_client_kind(), t.msg_clients_any_kind(), kinds, |filter, word| {
                filter.kind = ClientKind::from_word(&word);
            })
            .told("Of this kind")
            .choice("state", t.msg_client_state(), t.msg_clients_any_state(), states, |filter, word| {
                filter.disabled = Some(word == "disabled");
            })
            .told("In this state")
    }

    fn columns(&self, lang: Lang) -> Columns<Model, ClientColumn> {
        let t = texts(lang);
        Columns::<Model, ClientColumn>::sorted_by("name")
            .column("name", t.msg_client_name(), |row, _| {
                Cell::link(&row.name, format!("{}/{}", Self::AT, row.id)).sub(&row.client_id)
            })
            .sorts(ClientColumn::Name)
            .column("client_id", t.msg_client_id(), |row, _| Cell::text(&row.client_id))
            .extra()
            .column("kind", t.msg_client_kind(), |row, to| Cell::text(kind_name(row.kind, to.lang())))
            .column("own", t.msg_client_own_short(), |row, to| {
                let t = texts(to.lang());
                Cell::text(if row.first_party { t.msg_client_yes() } else { t.msg_client_no() })
            })
            .column("scopes", t.msg_client_scopes(), |row, _| Cell::text(row.scopes.replace(' ', ", ")))
            .extra()
            .column("state", t.msg_client_state(), |row, to| Cell::badge(&client_badge(row, to.lang())))
            .column("created", t.msg_client_created(), |row, to| Cell::date(&to.format, row.created_at))
            .sorts(ClientColumn::Created)
    }
}

#[async_trait]
impl List for Clients {
    const NAME: &'static str = "clients";
    const AT: &'static str = "/staff/clients";
    const FILE: &'static str = "/staff/clients.csv";
    type Seen = (May<ClientsRead>, ClientFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_clients()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Globe, t.msg_clients_none(), t.msg_clients_none_text())
    }

    async fn look(&self, cx: &Cx, filter: ClientFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<ClientColumn>,
        request: &PageRequest,
    ) -> Result<Paged<Model>, Halt> {
        Ok(clients(cx, filter, sorting, request).await?)
    }
}
