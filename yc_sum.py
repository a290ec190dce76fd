import hashlib,sys,re
def is_between(c): return not (c.isascii() and (c.isalnum())) and c!='_'
T={"uuid":"blob","bytea":"blob","bigint":"integer"}
def tr(line):
    if not any(k in line for k in T): return line
    at=line.find('--'); code,com=(line,'') if at<0 else (line[:at],line[at:])
    code=code.replace("bigint generated always as identity primary key","integer primary key autoincrement")
    out='';w=''
    pieces=[];cur=''
    for ch in code:
        cur+=ch
        if is_between(ch): pieces.append(cur);cur=''
    if cur: pieces.append(cur)
    for p in pieces:
        word=p
        while word and is_between(word[-1]): word=word[:-1]
        out+=T.get(word,word)+p[len(word):]
    return out+com
def text(t,e):
    s=None;out=''
    for line in t.splitlines(True):
        k=line.rstrip()
        if k=='-- postgres:': s='postgres'
        elif k=='-- sqlite:': s='sqlite'
        elif k=='-- both:': s=None
        elif s is None and e=='sqlite': out+=tr(line)
        elif s is None or s==e: out+=line
    return out
if __name__=='__main__':
    t=open(sys.argv[1]).read()
    for e in ('postgres','sqlite'): print(e,hashlib.sha384(text(t,e).encode()).hexdigest())
