import re,sys
for f in sys.argv[1:]:
    s=open(f).read()
    s=s.replace('use async_trait::async_trait;\n','')
    m=re.search(r'^use gatehouse_core::\{([^}]*)\};',s,re.M)
    if m:
        names=[x.strip() for x in m.group(1).replace('\n',' ').split(',') if x.strip()]
        if 'async_trait' not in names: names.append('async_trait')
        s=s[:m.start()]+'use gatehouse_core::{'+', '.join(names)+'};'+s[m.end():]
    else:
        m=re.search(r'^use gatehouse_core::(\w+);',s,re.M)
        if m: s=s[:m.start()]+'use gatehouse_core::{%s, async_trait};'%m.group(1)+s[m.end():]
        else:
            m=re.search(r'^use gatehouse_[d-z]',s,re.M) or re.search(r'^use ',s,re.M)
            s=s[:m.start()]+'use gatehouse_core::async_trait;\n'+s[m.start():]
    open(f,'w').write(s)
