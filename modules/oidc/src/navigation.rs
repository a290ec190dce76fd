//! Where clients stand in the console, and by what staff find one; where people find what they have connected with their account.

use crate::lists::{client_badge, kind_name};
use crate::pages::{APPS, CLIENTS};
use crate::queries::staff_clients::{ClientColumn, ClientFilter, clients};
use crate::rights::{CLERKS, LOOKERS};
use crate::texts;
use gatehouse_core::{Lang, Role, async_trait};
use gatehouse_db::{Direction, PageRequest, Sorting};
use gatehouse_web::search::MOST_HITS;
use gatehouse_web::view::{Button, Icon};
use gatehouse_web::{Area, Halt, Hit, Hits, NavEntry, Navigation, Search, Staff};

/// The places.
pub(crate) fn register(navigation: &mut Navigation) {
    let apps = NavEntry::new(|lang| texts(lang).msg_apps_title(), APPS, Icon::Globe);
    navigation.account.push(apps.order(30));
    let place = |label, href| NavEntry::new(label, href, Icon::Globe).area(Area::Settings);
    navigation.staff.push(place(|lang| texts(lang).msg_clients(), CLIENTS).roles(LOOKERS).order(22));
    let new = place(|lang| texts(lang).msg_client_new(), "/staff/clients/new");
    navigation.new.push(new.roles(CLERKS).order(22));
}

/// Finds a client by a part of its name, or by its id in the protocol.
pub(crate) struct OfClients;

/// The shortest part of a name that is searched.
const SHORTEST: usize = 3;

#[async_trait]
impl Search for OfClients {
    fn roles(&self) -> &'static [Role] {
        LOOKERS
    }

    fn keys(&self, lang: Lang) -> String {
        texts(lang).msg_clients_search_keys()
    }

    async fn find(&self, staff: &Staff, text: &str) -> Result<Option<Hits>, Halt> {
        let text = text.trim();
        if text.contains('@') || text.chars().count() < SHORTEST {
            return Ok(None);
        }
        let lang = staff.visit.lang();
        let t = texts(lang);
        let mut hits = Hits::new(t.msg_clients(), Icon::Globe);
        let filter = ClientFilter { text: text.to_owned(), ..ClientFilter::default() };
        let by_name = Sorting { column: ClientColumn::Name, direction: Direction::Ascending };
        let request = PageRequest { size: MOST_HITS as u64 + 1, ..PageRequest::default() };
        let found = clients(&staff.may()?, &filter, by_name, &request).await?.items;
        if found.is_empty() {
            return Ok(None);
        }
        if found.len() > MOST_HITS {
            hits.rest = Some(Button::link(t.msg_clients_all(), CLIENTS));
        }
        hits.items.extend(found.into_iter().take(MOST_HITS).map(|row| Hit {
            about: kind_name(row.kind, lang),
            href: format!("{CLIENTS}/{}", row.id),
            badge: Some(client_badge(&row, lang)),
            title: row.name,
        }));
        Ok(Some(hits))
    }
}
