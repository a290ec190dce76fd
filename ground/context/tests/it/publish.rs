//! Lines that other systems are told of are handed on in their transaction, and no others.

use gatehouse_context::{Cx, Event, Published, Publisher, Reader, SharedPublisher};
use gatehouse_core::{Fault, Tone, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_testkit::{TestEngine, World, both_engines};
use std::sync::{Arc, Mutex};

/// What was handed on: the word, the record, and how many lines came with it.
type Told = Arc<Mutex<Vec<(String, Option<Uuid>, usize)>>>;

struct Notes(Told);

#[async_trait]
impl Publisher for Notes {
    async fn publish(&self, _cx: &Cx, _tx: &Tx, lines: &[Published<'_>]) -> Result<(), Fault> {
        let mut told = self.0.lock().unwrap();
        told.extend(lines.iter().map(|line| (line.word.to_owned(), line.subject, lines.len())));
        if lines.iter().any(|line| line.word == "pear.rotten") { Err(Fault::new("nobody wants it")) } else { Ok(()) }
    }
}

const fn event(word: &'static str, readers: &'static [Reader]) -> Event {
    Event { word, record: "pear", text: |_| String::new(), tone: Tone::Neutral, readers }
}

const PICKED: Event = event("pear.picked", &[Reader::Staff, Reader::Systems]);
const EATEN: Event = event("pear.eaten", &[Reader::Staff, Reader::Holder]);
const VIEWED: Event = event("pear.viewed", &[Reader::Systems]);
const ROTTEN: Event = event("pear.rotten", &[Reader::Systems]);

async fn telling(engine: TestEngine) -> (World, Told) {
    let told = Told::default();
    let notes = SharedPublisher(Arc::new(Notes(Arc::clone(&told))));
    (World::with(engine, Vec::new(), |parts| parts.services.put(notes)).await, told)
}

both_engines! {
    /// ALL-7
    async fn a_line_is_handed_on_where_its_event_says_so(world: World) {
        let (world, told) = telling(world.engine).await;
        let (cx, id) = (world.cx(), Uuid::from_u128(7));
        let tx = cx.begin().await.unwrap();
        for event in [EATEN, VIEWED, PICKED] {
            cx.audit(&tx, event.about(id)).await.unwrap();
        }
        cx.audit(&tx, PICKED.about_other("plum", None)).await.unwrap();
        Cx::audit_each(&tx, vec![(&cx, PICKED.about(id)), (&cx, EATEN.about(id)), (&cx, PICKED.entry())]).await.unwrap();
        let word = || "pear.picked".to_owned();
        let expected = [(word(), Some(id), 1), (word(), None, 1), (word(), Some(id), 2), (word(), None, 2)];
        assert_eq!(*told.lock().unwrap(), expected);
        assert!(cx.audit(&tx, ROTTEN.about(id)).await.is_err(), "a fault of who hands on undoes the action");
        tx.rollback().await.unwrap();
    }

    /// ALL-7
    async fn without_a_publisher_nothing_happens(world: World) {
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.audit(&tx, ROTTEN.about(Uuid::from_u128(7))).await.unwrap();
        tx.commit().await.unwrap();
    }
}
