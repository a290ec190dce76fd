import re,collections,sys
incl=collections.Counter(); leaf=collections.Counter(); stack=[];c=None; tot=0
def flush():
    global tot
    if c is None or not stack: return
    tot+=1; leaf[(c,stack[0])]+=1
    for s in set(stack): incl[(c,s)]+=1
for line in open(sys.argv[1]):
    line=line.rstrip()
    if not line: flush(); stack=[]; c=None; continue
    if line[0] not in ' \t': c=line.split()[0]
    else:
        m=re.match(r'\s+[0-9a-f]+ (.*)',line)
        if m: stack.append(re.sub(r'::h[0-9a-f]{16}$','',m.group(1)))
flush()
print(tot)
for (c,s),n in leaf.most_common(25): print('leaf',n,c,s[:130])
for (c,s),n in incl.most_common(int(sys.argv[2])):
    if 'gatehouse' in s or len(sys.argv)>3: print(n,c,s[:150])
