//! The key under which words are hashed. It is stored wrapped, as the key of a subject that is nobody; whoever has the database alone
//! cannot try words.

use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_seal::SubjectKey;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sea_orm::{ConnectionTrait, Statement};
use sha2::Sha256;
use std::collections::HashMap;

/// Whose key it is.
const INDEX: Uuid = Uuid::from_u128(0x0000_0000_0000_7000_8000_5345_4152_4348);
/// Letters of a hashed word. 26 to this power is 5.4e12, so two words of a million share a hash less than once in 5 indexes.
const LETTERS: usize = 9;

/// Hashes words; those of one text only once.
pub(crate) struct Hasher {
    mac: Hmac<Sha256>,
    known: HashMap<(u8, String), String>,
}

/// What a hashed word is. Words of different sorts never meet.
#[derive(Clone, Copy)]
pub(crate) enum Sort {
    /// Of a text, or the beginning of one.
    Word = b'w' as isize,
    /// A [`crate::Mark`].
    Mark = b'm' as isize,
}

impl Hasher {
    fn new(key: &SubjectKey) -> Result<Self, Fault> {
        let derived = key.derive("search.words", &[]);
        Ok(Self { mac: Hmac::new_from_slice(&derived[..])?, known: HashMap::new() })
    }

    /// For a change; makes the key with the first one.
    pub(crate) async fn writing(cx: &Cx, tx: &Tx) -> Result<Self, Fault> {
        if let Some(key) = cx.app.keys.remembered(INDEX) {
            return Self::new(&key);
        }
        let key = match subject::stored_key(cx, &**tx, INDEX).await? {
            Some(key) => key,
            None => make(cx, tx).await?,
        };
        // Not before: a key of a transaction that rolls back must not be used by the next one.
        let (keys, remembered) = (cx.app.keys.clone(), key.clone());
        tx.after_commit(move || keys.remember(INDEX, &remembered));
        Self::new(&key)
    }

    /// For a search; `None`: nothing was ever indexed.
    pub(crate) async fn reading(cx: &Cx) -> Result<Option<Self>, Fault> {
        if let Some(key) = cx.app.keys.remembered(INDEX) {
            return Self::new(&key).map(Some);
        }
        let Some(key) = subject::stored_key(cx, cx.read(), INDEX).await? else { return Ok(None) };
        cx.app.keys.remember(INDEX, &key);
        Self::new(&key).map(Some)
    }

    /// The word as it is stored: letters alone, so that every engine takes it as one word.
    pub(crate) fn hashed(&mut self, sort: Sort, word: &str) -> String {
        let sort = sort as u8;
        if let Some(known) = self.known.get(&(sort, word.to_owned())) {
            return known.clone();
        }
        let mut mac = self.mac.clone();
        mac.update(&[sort]);
        mac.update(word.as_bytes());
        let bytes = mac.finalize().into_bytes();
        let mut number = bytes.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        let mut letters = String::with_capacity(LETTERS);
        for _ in 0..LETTERS {
            letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
            number /= 26;
        }
        self.known.insert((sort, word.to_owned()), letters.clone());
        letters
    }
}

/// Of two nodes that make it at once, one does; the other one waits for it and takes that one.
async fn make(cx: &Cx, tx: &Tx) -> Result<SubjectKey, Fault> {
    let (_, wrapped, version) = cx.app.keys.make_subject(INDEX, cx.app.random.as_ref())?;
    let text = "insert into subject_key (id, wrapped, master_version, created_at) values ($1, $2, $3, $4) \
                on conflict (id) do nothing";
    let values = [INDEX.into(), wrapped.into(), version.into(), cx.now().0.into()];
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), text, values)).await?;
    let key = subject::stored_key(cx, &**tx, INDEX).await?;
    key.ok_or_else(|| Fault::new("the key of the search index cannot be read"))
}
