//! The parts of a renew token, as bytes.

use gatehouse_core::Fault;
use gatehouse_formats::AccountNeed;

pub(super) fn push_length(body: &mut Vec<u8>, length: usize) -> Result<(), Fault> {
    body.push(u8::try_from(length).map_err(|_| Fault::new("a renew token cannot carry so much"))?);
    Ok(())
}

pub(super) fn push_text(body: &mut Vec<u8>, text: &str) -> Result<(), Fault> {
    push_length(body, text.len())?;
    body.extend_from_slice(text.as_bytes());
    Ok(())
}

pub(super) fn push_texts(body: &mut Vec<u8>, texts: &[String]) -> Result<(), Fault> {
    push_length(body, texts.len())?;
    texts.iter().try_for_each(|text| push_text(body, text))
}

pub(super) struct Rest<'a>(pub &'a [u8]);

impl Rest<'_> {
    pub(super) fn number<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (number, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*number)
    }

    /// Unix seconds; the largest number stands for none.
    pub(super) fn moment(&mut self) -> Option<Option<i64>> {
        self.number().map(i64::from_be_bytes).map(|at| Some(at).filter(|at| *at != i64::MAX))
    }

    pub(super) fn length(&mut self) -> Option<usize> {
        self.number::<1>().map(|[length]| usize::from(length))
    }

    pub(super) fn texts(&mut self) -> Option<Vec<String>> {
        (0..self.length()?).map(|_| self.text()).collect()
    }

    pub(super) fn account(&mut self) -> Option<AccountNeed> {
        let [connected, has_list] = self.number::<2>()?;
        let features = self.texts()?;
        Some(AccountNeed { features: (has_list == 1).then_some(features), connected: connected == 1 })
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.length()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }
}
